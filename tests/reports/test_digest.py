"""The week's mail: once per person and week whatever happens, and nothing when there is nothing to tell."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from tests import factories as make
from utkik import clock
from utkik.people import wishes
from utkik.people.models import Delivery, Membership
from utkik.reports import digest
from utkik.reports.models import Digest
from utkik.signals import talk
from utkik.signals.models import Signal
from utkik.stream import tips, triage

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)  # eight o'clock in Stockholm
BEFORE = SUNDAY - timedelta(days=60)


@pytest.fixture
def anna():
    return make.member("scanner", name="Anna Ek", joined_at=BEFORE)


@pytest.fixture
def news(anna):
    return make.told_signal(1, anna.organisation, author=anna, published_at=SUNDAY)


def mails():
    return Delivery.objects.filter(occasion__startswith="digest-").order_by("pk")


def settle_others(anna):
    Membership.objects.exclude(pk=anna.pk).update(wants_digest=False)


def test_it_comes_once_on_monday_however_often_it_is_made(anna, news):
    settle_others(anna)
    with clock.at(SUNDAY + timedelta(hours=16)):
        assert digest.send_due() == 0
    with clock.at(MONDAY):
        assert digest.send_due() == 1 and digest.send_due() == 0
    with clock.at(MONDAY - timedelta(hours=1)):
        assert digest.send_due() == 0
    with clock.at(MONDAY + timedelta(days=6)):
        assert digest.send_due() == 0
    (mail,) = mails()
    assert "48" in mail.subject and "en ny signal" in mail.subject.lower()
    assert news.headline in mail.text and news.headline in mail.html and f"/signals/{news.number}" in mail.text
    assert mail.recipient == anna and mail.unsubscribe and mail.language == "sv"


def test_two_workers_at_once_make_one(anna, news):
    with clock.at(MONDAY):
        (member,) = [one for one in digest.due(anna.organisation) if one.pk == anna.pk]
        assert digest.tell(member) is True
        assert digest.tell(member) is False
    assert mails().count() == 1


def test_a_week_without_news_brings_no_mail_and_is_not_asked_again(anna):
    with clock.at(MONDAY):
        assert digest.send_due() == 0
        assert not digest.due(anna.organisation)
    assert Digest.objects.get(member=anna).delivery is None and not mails()


def test_the_next_one_goes_on_where_the_last_ended(anna, news):
    settle_others(anna)
    with clock.at(MONDAY):
        digest.send_due()
    later = make.told_signal(2, anna.organisation, author=anna, published_at=MONDAY + timedelta(hours=1))
    with clock.at(MONDAY + timedelta(days=7)):
        digest.send_due()
    last = mails().last()
    assert later.headline in last.text and news.headline not in last.text


@pytest.mark.parametrize("state", ["stopped", "paused", "new", "left"])
def test_who_gets_none(anna, news, state):
    changed = {
        "stopped": {"wants_digest": False},
        "paused": {"mail_paused_at": SUNDAY},
        "new": {"joined_at": MONDAY},
        "left": {"left_at": SUNDAY, "user": None},
    }[state]
    settle_others(anna)
    Membership.objects.filter(pk=anna.pk).update(**changed)
    with clock.at(MONDAY):
        assert digest.send_due() == 0


def test_it_tells_what_concerns_its_reader(anna, news):
    settle_others(anna)
    karin = make.member("contributor", name="Karin Lund", joined_at=BEFORE)
    with clock.at(SUNDAY):
        talk.say(news.conversation, "@Anna Ek, gäller det oss?", by=make.member("scanner", name="Bo Berg"))
        tip = tips.send(by=karin, thought="Ekviken lånar ut tunnor")
        triage.keep(tip.entry, by=anna)
    with clock.at(MONDAY):
        digest.send_due()
    told = {mail.recipient.name: mail.text for mail in mails()}
    assert (
        "SKRIVET TILL DIG" in told["Anna Ek"] and "gäller det oss?" in told["Anna Ek"] and "Bo Berg" in told["Anna Ek"]
    )
    assert "SÅ GICK DET MED DINA TIPS" in told["Karin Lund"] and "Läst" not in told["Anna Ek"]
    assert "Gruppen behåller det" in told["Karin Lund"] and "SKRIVET TILL DIG" not in told["Karin Lund"]


def test_a_draft_is_told_to_nobody_and_an_open_round_shows_no_judgement(anna):
    settle_others(anna)
    make.told_signal(1, anna.organisation, author=anna, state=Signal.State.DRAFT, published_at=None)
    with clock.at(MONDAY):
        assert digest.send_due() == 0


def test_nothing_of_the_neighbours_is_told(anna):
    settle_others(anna)
    make.told_signal(1, make.organisation("norras"), published_at=SUNDAY)
    with clock.at(MONDAY):
        digest.send_due()
    assert not mails().filter(recipient=anna).exists()


def test_it_speaks_the_readers_language(anna, news):
    settle_others(anna)
    anna.user.language = "en"
    anna.user.save(update_fields=["language"])
    with clock.at(MONDAY):
        digest.send_due()
    (mail,) = mails()
    assert "NEW SIGNALS" in mail.text and mail.language == "en"


@pytest.mark.parametrize(
    ("day", "week"), [("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01")]
)
def test_the_days_around_new_year_belong_to_one_week(day, week):
    assert digest.week_of(datetime.fromisoformat(day).date()) == week


def test_a_named_colleague_is_told_at_once_and_once(anna, news):
    with clock.at(SUNDAY):
        comment = talk.say(news.conversation, "@Anna Ek, se", by=make.member("scanner", name="Bo Berg"))
        talk.mend(comment, "@Anna Ek, se här", by=comment.author, version=comment.version)
        talk.say(news.conversation, "@Anna Ek, jag själv", by=anna)
    (mail,) = Delivery.objects.filter(occasion__startswith="mention-")
    assert mail.recipient == anna and "Bo Berg skrev till dig" in mail.subject
    wishes.stop(anna, wishes.MENTIONS)
    talk.say(news.conversation, "@Anna Ek, igen", by=make.member("scanner"))
    assert Delivery.objects.filter(occasion__startswith="mention-").count() == 1


def test_due_costs_no_more_for_many(anna, news, django_assert_max_num_queries):
    for _more in range(3):
        make.member("reader", joined_at=BEFORE)
    with clock.at(MONDAY), django_assert_max_num_queries(8, connection=connections["default"]):
        assert len(digest.due(anna.organisation)) >= 4
