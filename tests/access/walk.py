"""Walks the URL configuration and asks every route as every role."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import factories as make
from tests.access.row import DONE, LOG_IN, ON, ROLES, Row
from tests.access_table import FILLS
from tests.inside import words_of
from utkik.people.access import declared


@dataclass(frozen=True)
class Route:
    name: str
    view: object


def routes() -> list[Route]:
    """Every address of the product: its name with the step before it, and its view."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns, space: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, f"{pattern.app_name}:" if pattern.app_name else space)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{space}{pattern.name}", pattern.callback)


def undeclared() -> list[str]:
    """Routes whose view does not say who may use it."""
    return [route.name for route in routes() if declared(route.view) is None]


class Cast:
    """One member of each role in Sandvik, an analyst of Norrås, and nobody."""

    def __init__(self) -> None:
        self.organisation = make.organisation()
        self.neighbours = make.organisation("norras")
        for role in ("reader", "contributor", "scanner", "analyst"):
            setattr(self, role, make.member(role, name=f"Sandviks {role}"))
        self.administrator = make.member("reader", is_administrator=True, name="Sandviks tekniker")
        self.stranger = make.stranger("analyst", is_administrator=True)
        self.member = None

    def client(self, role: str, **options) -> Client:
        """A browser logged in as the role."""
        client = Client(**options)
        self.member = None if role == "nobody" else getattr(self, role)
        if self.member is not None:
            client.force_login(self.member.user)
        return client

    def address(self, row: Row) -> str:
        """The row's address under Sandvik, whoever asks."""
        args = row.args(self) if row.args else []
        if lies_under_an_organisation(row):
            args = [self.organisation.slug, *args]
        return reverse(row.route, args=args) + row.query


def lies_under_an_organisation(row: Row) -> bool:
    return any("slug" in keys for keys in _keywords(row.route))


def _keywords(route: str) -> list[tuple]:
    space, name = route.split(":")
    resolver = next(p for p in get_resolver().url_patterns if getattr(p, "app_name", "") == space)
    return [tuple(p.pattern.regex.groupindex) for p in resolver.url_patterns if p.name == name]


@contextmanager
def rolled_back() -> Iterator[None]:
    """What is done inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def each(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows one by one: those that make nothing of their own among one of everything, the others each alone."""
    rows = list(rows)
    organisation = make.organisation()
    with rolled_back():
        for fill in FILLS:
            fill(organisation, "Ord")
        yield from (row for row in rows if row.args is None)
    for row in rows:
        if row.args is not None:
            with rolled_back():
                yield row


def ask(client: Client, row: Row, cast: Cast):
    address = cast.address(row)
    if row.method == "POST":
        return client.post(address, row.data(cast) if row.data else {}, headers=row.headers)
    return client.get(address, headers=row.headers)


def whole_answer(client: Client, row: Row, cast: Cast) -> str:
    """Everything that comes back, wherever it leads; what the row made is undone."""
    with rolled_back():
        response = client.get(cast.address(row), headers=row.headers, follow=True)
        body = b"".join(response) if response.streaming else response.content
    return words_of(body)


def got(response) -> str:
    """The answer in the table's words."""
    if response.status_code in (301, 302, 303):
        return LOG_IN if response["Location"].split("?")[0] == reverse("people:log_in") else ON
    return str(response.status_code)


def fits(expected: str, answer: str) -> bool:
    if expected == DONE:
        return answer == ON or answer[0] == "2" or answer in ("409", "422")
    return expected == answer


def mismatches(row: Row, cast: Cast) -> dict[str, str]:
    """Role → "expected …, got …" for each role that gets something else than the table says."""
    wrong = {}
    for role in ROLES:
        with rolled_back():
            answer = got(ask(cast.client(role), row, cast))
        if not fits(row.for_role(role), answer):
            wrong[role] = f"expected {row.for_role(role)}, got {answer}"
    return wrong


def database_hash() -> str:
    """One sum over every row of every table."""
    total = hashlib.sha256()
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda one: one._meta.label):
        for values in model._base_manager.order_by("pk").values_list():
            total.update(repr((model._meta.label, values)).encode())
    return total.hexdigest()
