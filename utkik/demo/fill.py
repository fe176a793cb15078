"""Fills an empty installation with the example municipality: half a year played through the product's own acts."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation

from utkik import clock
from utkik.demo import (
    answer,
    budget,
    follow,
    gather,
    issue,
    judge,
    judge_trends,
    plan,
    rule,
    see,
    settle,
    show,
    sort,
    spread,
    talk_over,
    tell,
    theme,
    weigh,
)
from utkik.demo.cast import Act, Cast, steady
from utkik.demo.load import Content, load
from utkik.demo.timeline import Timeline
from utkik.people.models import Membership, Role

LOGINS = "logins.txt"
# Letters and figures that nobody mistakes for one another.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
Login = dict[str, str]


def fill() -> list[Login]:
    """Fill the database, all of it or nothing, and keep the log-ins in the data directory for its owner alone.

    Returns role, e-mail and password of everybody who can log in, analysts first.
    """
    content = load()
    line = Timeline(clock.now(), content.organisation["timezone"])
    cast = Cast(content, line, {person["code"]: _password() for person in content.people})
    with translation.override(content.organisation["language"]), transaction.atomic():
        _play(cast)
        _have_been_seen(cast)
    found = logins(content, cast.passwords)
    _keep(found, settings.UTKIK_DATA / LOGINS)
    return found


def logins(content: Content, passwords: dict[str, str]) -> list[Login]:
    """Who can log in: those who have not left, the highest role first."""
    roles = list(Role)[::-1]
    present = [person for person in content.people if "left" not in person]
    return [
        {"role": person["role"], "email": person["email"], "password": passwords[person["code"]]}
        for person in sorted(present, key=lambda person: roles.index(Role(person["role"])))
    ]


def _play(cast: Cast) -> None:
    """Every act in the order of the line, each at its moment; the clock never turns back."""
    steps = (
        settle,
        gather,
        sort,
        tell,
        judge,
        follow,
        weigh,
        judge_trends,
        answer,
        issue,
        budget,
        theme,
        show,
        plan,
        rule,
        see,
        spread,
        talk_over,
    )
    acts = [act for step in steps for act in step.acts(cast)]
    last = cast.line.moment(settle.BEGUN - 1, 0)
    for act in sorted(acts, key=_when):
        last = max(cast.line.moment(act.day, act.minute), last + timedelta(seconds=1))
        with clock.at(min(last, cast.line.now)):
            act.do()


def _when(act: Act) -> tuple[int, int]:
    return act.day, act.minute


def _have_been_seen(cast: Cast) -> None:
    """The group was here today or yesterday, the others within some weeks."""
    for code, member in cast.members.items():
        present = Membership.objects.for_organisation(cast.organisation).filter(pk=member.pk, left_at=None)
        days = steady(code, 2) if member.in_group else steady(code, 20)
        present.update(seen_at=cast.line.now - timedelta(days=days, minutes=10 + steady(code, 300)))


def _password() -> str:
    return "-".join("".join(secrets.choice(SIGNS) for _sign in range(4)) for _group in range(4))


def _keep(found: list[Login], path: Path) -> None:
    lines = ["\t".join((one["role"], one["email"], one["password"])) for one in found]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
