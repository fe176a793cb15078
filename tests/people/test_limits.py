from datetime import UTC, datetime, timedelta

import pytest

from utkik import clock
from utkik.people import limits
from utkik.people.limits import ACCOUNT_FROM_ADDRESS, Limit, TooOften, give_back, left_now, take
from utkik.people.models import Bucket

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIX_AN_HOUR = Limit("try", 6, timedelta(hours=1))


@pytest.mark.parametrize(
    ("left", "minutes", "after"),
    [(0, 0, 0), (0, 10, 1), (0, 25, 2.5), (5, 10, 6), (6, 600, 6), (3, -5, 3)],
)
def test_a_bucket_fills_evenly_and_never_over(left, minutes, after):
    assert left_now(left, timedelta(minutes=minutes), SIX_AN_HOUR) == pytest.approx(after)


@pytest.mark.django_db
def test_the_tries_run_out_and_come_back_one_by_one():
    with clock.at(NOON):
        for _ in range(6):
            take((SIX_AN_HOUR, "astrid"))
        with pytest.raises(TooOften) as refused:
            take((SIX_AN_HOUR, "astrid"))
        take((SIX_AN_HOUR, "bertil"))
    assert refused.value.seconds == 600
    with clock.at(NOON + timedelta(minutes=11)):
        take((SIX_AN_HOUR, "astrid"))
        with pytest.raises(TooOften):
            take((SIX_AN_HOUR, "astrid"))


@pytest.mark.django_db
def test_an_empty_bucket_costs_the_others_nothing():
    with clock.at(NOON):
        for _ in range(6):
            take((SIX_AN_HOUR, "astrid"))
        for _ in range(20):
            with pytest.raises(TooOften):
                take((SIX_AN_HOUR, "astrid"), (ACCOUNT_FROM_ADDRESS, "astrid 192.0.2.1"))
        for _ in range(ACCOUNT_FROM_ADDRESS.size):
            take((ACCOUNT_FROM_ADDRESS, "astrid 192.0.2.1"))


@pytest.mark.django_db
def test_a_try_given_back_does_not_count():
    with clock.at(NOON):
        for _ in range(100):
            take((SIX_AN_HOUR, "astrid"))
            give_back((SIX_AN_HOUR, "astrid"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:1:200::1", "2001:db8:1:2ff:9:9:9:9", True),
        ("2001:db8:1:200::1", "2001:db8:1:300::1", False),
        ("", "unknown", False),
    ],
)
def test_who_has_a_whole_ipv6_network_is_still_one(one, other, same):
    assert (limits.network(one) == limits.network(other)) is same


@pytest.mark.django_db
def test_neither_address_nor_mail_stands_in_the_table_and_full_buckets_go():
    with clock.at(NOON):
        take((SIX_AN_HOUR, "astrid@example.org"))
        assert "astrid" not in Bucket.objects.get().key
        assert limits.forget_full() == 0
    with clock.at(NOON + timedelta(days=2)):
        assert limits.forget_full() == 1
