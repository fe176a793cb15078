"""How often somebody may try: token buckets in the database, so that several processes count together.

A bucket holds `size` tries and fills evenly over `span`. Guessing at one account from one address is slowed
first, at one account from everywhere next; an address alone has so much room that a whole municipality behind
one never meets it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

from django.db import transaction

from utkik import clock
from utkik.people.models import Bucket


@dataclass(frozen=True)
class Limit:
    """So many tries in such a span."""

    name: str
    size: int
    span: timedelta

    @property
    def one(self) -> timedelta:
        """How long it takes until one more try is there."""
        return self.span / self.size


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FROM_ADDRESS = Limit("log-in-from-address", 1000, HOUR)
ACCOUNT_FROM_ADDRESS = Limit("log-in-account-from-address", 10, HOUR)
ACCOUNT = Limit("log-in-account", 20, DAY)
RESET_ACCOUNT = Limit("reset-account", 5, DAY)
RESET_FROM_ADDRESS = Limit("reset-from-address", 100, HOUR)
INVITATIONS = Limit("invitations", 200, DAY)
TIPS = Limit("tips", 30, HOUR)


SITE = 56  # bits of an IPv6 address that tell households and sites apart; who has one changes the rest at will


class TooOften(Exception):
    """No try is left. `wait` is how long until there is one."""

    code = "too_often"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(self.code)
        self.wait = wait

    @property
    def seconds(self) -> int:
        return max(1, ceil(self.wait.total_seconds()))


def network(address: str) -> str:
    """Whom an address belongs to, as buckets count: an IPv4 address is one, of IPv6 a whole site's is."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or IPv6Network((int(known), SITE), strict=False))
    return str(known)


def left_now(left: float, since: timedelta, limit: Limit) -> float:
    """What a bucket holds after a time without tries."""
    return min(limit.size, left + max(since, timedelta(0)) / limit.one)


def take(*tries: tuple[Limit, str]) -> None:
    """Take one try from each (limit, whose); none is taken when one is empty. Raises TooOften."""
    moment = clock.now()
    with transaction.atomic():
        buckets = [_bucket(limit, whose, moment) for limit, whose in sorted(tries, key=lambda one: one[0].name)]
        waits = [limit.one * (1 - bucket.left) for limit, bucket in buckets if bucket.left < 1]
        if not waits:
            for _limit, bucket in buckets:
                bucket.left -= 1
                bucket.save(update_fields=["left", "at"])
    if waits:
        raise TooOften(max(waits))


def give_back(*tries: tuple[Limit, str]) -> None:
    """The try was no guess: it does not count."""
    moment = clock.now()
    with transaction.atomic():
        for limit, whose in sorted(tries, key=lambda one: one[0].name):
            _limit, bucket = _bucket(limit, whose, moment)
            bucket.left = min(limit.size, bucket.left + 1)
            bucket.save(update_fields=["left", "at"])


def forget_full(moment: datetime | None = None) -> int:
    """Remove buckets that are full again; returns how many."""
    longest = max(limit.span for limit in _all())
    return Bucket.objects.filter(at__lt=(moment or clock.now()) - longest).delete()[0]


def _all() -> Iterable[Limit]:
    return [value for value in globals().values() if isinstance(value, Limit)]


def _bucket(limit: Limit, whose: str, moment: datetime) -> tuple[Limit, Bucket]:
    key = hashlib.sha256(f"{limit.name}:{whose}".encode()).hexdigest()
    Bucket.objects.get_or_create(key=key, defaults={"left": limit.size, "at": moment})
    bucket = Bucket.objects.select_for_update().get(key=key)
    bucket.left, bucket.at = left_now(bucket.left, moment - bucket.at, limit), moment
    return limit, bucket
