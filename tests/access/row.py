"""One line of the table: a route, the state of what it shows, and what each role gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ROLES = ("nobody", "stranger", "reader", "contributor", "scanner", "analyst", "administrator")

# What a role gets: a status, or one of these words.
LOG_IN = "in"  # led to the log-in (nobody is logged in)
ON = "on"  # led on to another page
DONE = "ok"  # an act that was let through: done, led on, or sent back because the form lacks something


@dataclass(frozen=True)
class Row:
    """`expected` holds one word per role of ROLES, in that order.

    `args(cast)` makes what the address names and gives the arguments after the slug; `data(cast)` what is posted.
    Both run anew for each role, and what was done is rolled back.
    """

    route: str
    expected: str
    state: str = ""
    method: str = "GET"
    args: Callable[[Any], list] | None = None
    data: Callable[[Any], dict] | None = None
    query: str = ""
    headers: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.expected.split()) != len(ROLES):
            raise ValueError(f"{self.route}: {self.expected!r} does not say what each of {ROLES} gets")

    @property
    def id(self) -> str:
        return " ".join(filter(None, [self.method, self.route, self.state]))

    def for_role(self, role: str) -> str:
        return self.expected.split()[ROLES.index(role)]


def get(route: str, expected: str, state: str = "", **more: Any) -> Row:
    return Row(route, expected, state, "GET", **more)


def post(route: str, expected: str, state: str = "", **more: Any) -> Row:
    return Row(route, expected, state, "POST", **more)
