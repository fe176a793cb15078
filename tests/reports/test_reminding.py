"""Who follows something up is reminded: a week before, and every other week once the day has passed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories as make
from utkik import clock
from utkik.people.models import Delivery
from utkik.reports import reminding
from utkik.reports.models import FollowUp

DUE = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("last", "today", "due"),
    [
        (None, DUE - timedelta(days=8), False),
        (None, DUE - timedelta(days=7), True),
        (None, DUE + timedelta(days=40), True),
        (DUE - timedelta(days=7), DUE, False),
        (DUE - timedelta(days=7), DUE + timedelta(days=6), False),
        (DUE - timedelta(days=7), DUE + timedelta(days=7), True),
        (DUE + timedelta(days=7), DUE + timedelta(days=20), False),
        (DUE - timedelta(days=60), DUE - timedelta(days=2), True),  # the day was moved since
    ],
)
def test_when_it_is_time(last, today, due):
    assert reminding.is_due(DUE, last, today) is due


@pytest.mark.django_db
def test_each_time_once_and_not_who_is_away_or_paused():
    follow_up = make.follow_up()
    owner = make.member("reader", organisation=follow_up.organisation)
    FollowUp.objects.filter(pk=follow_up.pk).update(owner=owner, due_on=DUE)
    for day, mails in ((8, 0), (9, 1), (10, 1), (16, 1), (23, 2), (24, 2)):
        with clock.at(datetime(2026, 11, day, 9, tzinfo=UTC)):
            reminding.remind()
            reminding.remind()
            assert Delivery.objects.count() == mails, day
    assert follow_up.reminders.count() == 2
    with clock.at(datetime(2026, 12, 20, 9, tzinfo=UTC)):
        away = make.absence(owner)
        reminding.remind()
        away.delete()
        owner.mail_paused_at = clock.now()
        owner.save()
        reminding.remind()
        assert Delivery.objects.count() == 2
