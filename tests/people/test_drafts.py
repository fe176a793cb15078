import pytest
from django.urls import reverse

from tests import factories as make
from utkik.people import drafts

pytestmark = pytest.mark.django_db


def test_what_was_saved_is_there_in_another_browser(client):
    member = make.member("contributor")
    client.force_login(member.user)
    address = reverse("people:draft", args=["sandvik"])
    answer = client.post(address, {"key": "comment-12", "text": "Vi borde fråga\r\nVA-bolaget"})
    assert answer.json()["saved_at"].count(":") == 1
    assert drafts.load(member, "comment-12") == {"text": "Vi borde fråga\nVA-bolaget"}


def test_a_draft_is_its_writers_own():
    drafts.save(make.member("scanner"), "comment-12", {"text": "hemligt"})
    assert drafts.load(make.member("scanner"), "comment-12") == {}


def test_a_sent_form_keeps_no_draft():
    member = make.member("scanner")
    drafts.save(member, "comment-12", {"text": "sänt"})
    drafts.discard(member, "comment-12")
    assert drafts.load(member, "comment-12") == {}


@pytest.mark.parametrize("key", ["", "../etc", "Ä", "x" * 200])
def test_a_key_that_names_no_form_is_refused(key):
    with pytest.raises(drafts.DraftRefused):
        drafts.save(make.member(), key, {"text": "x"})
