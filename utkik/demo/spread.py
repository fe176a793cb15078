"""How the results reach more people and how tips come in: tips with their outcomes, mail choices, reading links."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.people import wishes
from utkik.reports import links, sending
from utkik.reports.models import ReadingLink, Report
from utkik.stream import tips, triage
from utkik.stream.models import Tip

DECIDE = {"keep": triage.keep, "dismiss": triage.dismiss}


def acts(cast: Cast) -> Iterator[Act]:
    told = _content()
    for place, row in enumerate(told["tip"]):
        yield Act(row["day"], 7 * HOUR + 5 * place, partial(_tip, cast, row))
        if "then" in row:
            yield Act(row["then"]["day"], 9 * HOUR + place, partial(_decide, cast, row))
    for row in told["wish"]:
        yield Act(row["day"], 10 * HOUR, partial(_wish, cast, row))
    for row in cast.content.reports:
        yield Act(row["published"], 9 * HOUR + 1, partial(_tell, cast, row))
    for place, row in enumerate(told["link"]):
        yield Act(row["day"], 14 * HOUR + place, partial(_link, cast, row))
        if "revoked" in row:
            yield Act(row["revoked"], 8 * HOUR, partial(_revoke, cast, row))


def _content() -> Row:
    with (CONTENT / "spread.toml").open("rb") as file:
        return tomllib.load(file)


def _tip(cast: Cast, row: Row) -> None:
    link = cast.entries[row["item"]].sighting.link if "item" in row else row.get("link", "")
    tips.send(by=cast.members[row["by"]], link=link, title=row.get("title", ""), thought=row["thought"])


def _decide(cast: Cast, row: Row) -> None:
    tip = Tip.objects.for_organisation(cast.organisation).select_related("entry").get(link=row["link"])
    DECIDE[row["then"]["act"]](tip.entry, by=cast.members[row["then"]["by"]])


def _wish(cast: Cast, row: Row) -> None:
    chosen = {wishes.FIELDS[kind]: True for kind in row["wants"]}
    wishes.change(cast.members[row["by"]], paused=row.get("paused", False), **chosen)


def _report(cast: Cast, number: int) -> Report:
    return Report.objects.for_organisation(cast.organisation).get(round=cast.rounds[number])


def _tell(cast: Cast, row: Row) -> None:
    sending.tell(_report(cast, row["round"]).editions.order_by("number")[0])


def _link(cast: Cast, row: Row) -> None:
    until = cast.line.day(row["until"]) if "until" in row else None
    links.make(_report(cast, row["report"]), row["name"], by=cast.members[row["by"]], until=until)


def _revoke(cast: Cast, row: Row) -> None:
    link = ReadingLink.objects.for_organisation(cast.organisation).get(name=row["name"])
    links.revoke(link, by=cast.members[row["by"]])
