"""What the management team answers, what came of it, and what the group is asked to watch."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast
from utkik.demo.load import Row
from utkik.demo.settle import HOUR
from utkik.reports import commission, follow, respond
from utkik.reports.models import Commission, FollowUp
from utkik.rounds.models import Outcome


def acts(cast: Cast) -> Iterator[Act]:
    told = cast.content.answers
    for row in told["meeting"]:
        yield Act(row["day"], 9 * HOUR, partial(_meet, cast, row))
    for row in told["step"]:
        yield Act(row["day"], 14 * HOUR, partial(_step, cast, row))
    for row in told["commission"]:
        yield Act(row["day"], 10 * HOUR, partial(_ask, cast, row))
        if "taken" in row:
            yield Act(row["taken"], 11 * HOUR, partial(_take, cast, row))
        if "answered" in row:
            yield Act(row["answered"], 15 * HOUR, partial(_answer, cast, row))


def _outcome(cast: Cast, signal: str) -> Outcome:
    """The lifting of a signal; each is lifted once in the example."""
    lifted = Outcome.objects.for_organisation(cast.organisation).filter(choice=Outcome.Choice.LIFTED)
    return lifted.select_related("round", "organisation").get(signal=cast.signals[signal])


def _meet(cast: Cast, row: Row) -> None:
    by = cast.members[row["by"]]
    for told in row["answer"]:
        respond.note(_outcome(cast, told["signal"]), _as_answer(cast, told), by=by, version=0)
    respond.hand_in(cast.rounds[row["round"]], by=by)


def _as_answer(cast: Cast, told: Row) -> respond.Answer:
    return respond.Answer(
        told["choice"],
        cast.units[told["unit"]] if "unit" in told else None,
        told.get("owner", ""),
        cast.line.day(told["due"]) if "due" in told else None,
        told.get("line", ""),
    )


def _step(cast: Cast, row: Row) -> None:
    by, outcome = cast.members[row["by"]], _outcome(cast, row["signal"])
    act = row.get("act", "write")
    if act == "answer":
        known = outcome.response
        respond.note(outcome, _as_answer(cast, row), by=by, version=known.version)
        return
    found = FollowUp.objects.for_organisation(cast.organisation).get(response__outcome=outcome)
    if act == "begin":
        follow.begin(found, by=by, version=found.version)
    elif act == "move":
        follow.move(found, cast.line.day(row["due"]), by=by, version=found.version)
    else:
        follow.write(found, row["text"], row["effect"], by=by, version=found.version)


def _ask(cast: Cast, row: Row) -> None:
    asked = commission.Asked(row["text"], cast.line.day(row["due"]), row.get("why", ""), cast.areas[row["area"]])
    commission.ask(asked, cast.units[row["unit"]], by=cast.members[row["by"]])


def _commission(cast: Cast, row: Row) -> Commission:
    return Commission.objects.for_organisation(cast.organisation).get(text=row["text"])


def _take(cast: Cast, row: Row) -> None:
    owner = cast.members[row["owner"]]
    found = commission.take(_commission(cast, row), owner, by=owner, version=1)
    if "answered" not in row:
        commission.link(found, [cast.signals[code] for code in row.get("signals", [])], by=owner)


def _answer(cast: Cast, row: Row) -> None:
    found, owner = _commission(cast, row), cast.members[row["owner"]]
    commission.answer(found, row["answer"], by=owner, version=found.version)
    commission.link(found, [cast.signals[code] for code in row["signals"]], by=owner)
