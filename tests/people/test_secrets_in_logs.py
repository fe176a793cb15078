import io
import logging

import pytest
from django.conf import settings

from tests import factories as make
from utkik.config.logs import Clean, cleaned
from utkik.people import forgotten, invite, links

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    """What the handler of the settings writes."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(Clean())
    root = logging.getLogger()
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def test_the_settings_clean_every_line():
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["clean"]
    assert settings.LOGGING["filters"]["clean"]["()"] == "utkik.config.logs.Clean"


def test_no_link_and_no_password_reaches_the_log(client, written):
    analyst = make.member("analyst")
    invitation = invite.invite(analyst.organisation, "ny@example.org", role="reader", by=analyst)
    token = links.invitation_token(invitation)
    client.post(f"/invitation/{token}", {"password": "kanariefagel", "name": "x"})
    client.get(f"/invitation/{token}x")
    link = forgotten.link_for(make.member("reader").user).split("/new-password/")[1]
    client.post(f"/new-password/{link}", {"password": "kanariefagel"[:5]})
    client.post("/log-in", {"email": analyst.user.email, "password": "kanariefagel"})
    lines = written.getvalue()
    assert "Unprocessable" in lines and "/invitation/…" in lines
    for secret in (token, link.split("/")[1], "kanarie"):
        assert secret not in lines


def test_a_line_break_in_an_address_makes_no_line_of_its_own(client, written):
    client.get("/finns-inte%0d%0a2026-11-25 INFO utkik: allt är lugnt")
    assert len(written.getvalue().strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("message", "clean"),
    [
        ("Gone: /invitation/abc-_1?x=1", "Gone: /invitation/…?x=1"),
        ("Not Found: /new-password/MQ/abc", "Not Found: /new-password/…"),
        ("a\r\nb\u2028c\x1b[31m", "a  b c [31m"),
    ],
)
def test_cleaning(message, clean):
    assert cleaned(message) == clean
