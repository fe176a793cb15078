"""The example is filled through the product's own acts, all of it, with log-ins for its owner alone."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from utkik import clock
from utkik.demo import fill as demo
from utkik.people.boundaries import crossings
from utkik.people.models import Act, Invitation, Membership, Organisation, User
from utkik.reports.models import Analysis, AnalysisEdition, Edition, Report
from utkik.rounds.models import Round
from utkik.signals.models import Comment, Evidence, Mention, Signal
from utkik.stream.models import Arrival, Entry


@pytest.mark.slow
@pytest.mark.django_db
def test_the_example_is_whole(tmp_path, monkeypatch, client):
    """One story, since filling is the costly part."""
    monkeypatch.setattr(settings, "UTKIK_DATA", tmp_path)
    with translation.override("en"):
        logins = demo.fill()
    home = Organisation.objects.get()
    told = demo.load()

    assert (home.matter_name, home.slug) == ("Sunnerhamn", "sunnerhamns-kommun")
    assert Entry.objects.filter(source__is_tips=False).count() == len(told.items)
    assert Arrival.objects.filter(source__is_tips=False).count() == len(told.items) + sum(
        len(item.get("also", [])) for item in told.items
    )
    assert set(Entry.objects.values_list("state", flat=True)) == {"new", "kept", "later", "dismissed"}
    assert Counter(Signal.objects.values_list("state", flat=True)) == {"published": 66, "withdrawn": 2, "draft": 5}
    assert all(signal.evidence.exists() for signal in Signal.objects.all())
    assert set(Evidence.objects.values_list("sort", flat=True)) == {"item", "link", "talk"}
    assert Counter(Round.objects.values_list("state", flat=True)) == {"locked": 5, "open": 1}
    assert Report.objects.published().count() == 5 and Edition.objects.count() == 6
    assert Counter(Analysis.objects.values_list("state", flat=True)) == {"settled": 1, "working": 1}
    assert AnalysisEdition.objects.get().parts.count() == 8
    assert Comment.objects.count() > 90 and Mention.objects.count() == 4
    assert Invitation.objects.open().count() == 1
    assert crossings() == []

    _acts_lie_in_the_past_and_in_order()
    _logins_open_the_door(logins, tmp_path / "logins.txt")
    _every_part_is_two_links_from_start(client)


def _acts_lie_in_the_past_and_in_order():
    moments = list(Act.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= clock.now()
    assert (moments[-1] - moments[0]).days > 180
    assert not Membership.objects.filter(seen_at__gt=clock.now()).exists()


def _logins_open_the_door(logins, kept):
    assert logins[0]["role"] == "analyst"
    assert {login["role"] for login in logins} == {"analyst", "scanner", "contributor", "reader"}
    users = {user.email: user for user in User.objects.all()}
    assert set(users) == {login["email"] for login in logins}
    assert all(users[login["email"]].check_password(login["password"]) for login in logins)
    assert len({login["password"] for login in logins}) == len(logins)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text().splitlines() == ["\t".join(login.values()) for login in logins]


PARTS = {
    "insight": "handing hour imports pattern patterns plan practice rhythm subscription",
    "meetings": "example examples forum forums room theme_day theme_days visit visits",
    "people": "messages",
    "reports": "analyses analysis answers commission commissions follow_up follow_ups links talk_sheet",
    "stream": "list",
    "trends": "call calls edition editions frameworks judgings list matrix proposals radar radar_of_signals trend",
}


def _every_part_is_two_links_from_start(client):
    """And none of these pages is empty: the example shows the whole year."""
    client.force_login(User.objects.get(email="tova.brinkhage@example.org"))
    start = reverse("insight:start", args=["sunnerhamns-kommun"])
    first = _links(client.get(start).content.decode())
    pages = {path: client.get(path) for path in first}
    near = first.union(*(_links(page.content.decode()) for page in pages.values() if _is_page(page)))
    named = {}
    for path in sorted(near):
        named.setdefault(_view(path), path)
    wanted = {f"{app}:{name}" for app, names in PARTS.items() for name in names.split()}
    assert wanted - set(named) == set()
    assert any(path.endswith("?view=tips") for path in near)
    empty = {name for name in wanted if b'class="teach"' in client.get(named[name]).content}
    assert empty == {"reports:talk_sheet"}  # which says that signals are chosen on it


def _links(page):
    """The paths inside the organisation that a page links to, by GET."""
    found = {unescape(link).split("#")[0] for link in re.findall(r'<a\b[^>]*\bhref="(/o/[^"]+)"', page)}
    return {link for link in found if not re.search(r"\.ics|/(pdf|md|xlsx|csv|opml|export)\b", link)}


def _is_page(answer):
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def _view(path):
    try:
        return resolve(path.split("?")[0]).view_name
    except Resolver404:
        return path
