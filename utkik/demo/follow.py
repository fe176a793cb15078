"""The trends: taken in and changed with their why, the committees' input, the answers to it, and two editions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from utkik.demo.cast import Act, Cast
from utkik.demo.load import Row
from utkik.demo.settle import HOUR
from utkik.signals import talk
from utkik.trends import adapt, answering, ask, decide, frameworks, freeze, outlines, propose
from utkik.trends.models import Answer, Call, CallUnit, Force, Framework, Proposal

TAKEN_IN = -186


def acts(cast: Cast) -> Iterator[Act]:
    told = cast.content.trends
    yield Act(TAKEN_IN, 13 * HOUR, partial(_bring, cast))
    for place, row in enumerate(told["trend"]):
        yield Act(row["day"], 14 * HOUR + 6 * place, partial(_take_up, cast, row))
    for place, row in enumerate(told["change"]):
        yield Act(row["day"], 10 * HOUR + place, partial(_change, cast, row))
    for call in told["call"]:
        yield from _of_call(cast, call)
    for row in told["proposal"]:
        yield Act(row["day"], 11 * HOUR, partial(_propose, cast, row))
    for row in told["edition"]:
        yield Act(row["day"], 16 * HOUR, partial(_freeze, cast, row))
    for place, row in enumerate(told["comment"]):
        yield Act(row["day"], 13 * HOUR + 17 * place, partial(_say, cast, row))


def _of_call(cast: Cast, call: Row) -> Iterator[Act]:
    yield Act(call["day"], 9 * HOUR, partial(_ask, cast, call))
    for place, row in enumerate(call["answer"]):
        yield Act(row["day"], 10 * HOUR + 11 * place, partial(_answer, cast, call, row))
    for row in call["hand_in"]:
        yield Act(row["day"], 15 * HOUR, partial(_hand_in, cast, call, row))
    for unit, day in call["reminds"]:
        yield Act(day, 8 * HOUR + 40, partial(_remind, cast, call, unit))
    for place, row in enumerate(call.get("decision", [])):
        yield Act(row["day"], 13 * HOUR + 9 * place, partial(_decide, cast, call, row))
    if "closes" in call:
        yield Act(call["closes"], 15 * HOUR, partial(_close, cast, call))


def _bring(cast: Cast) -> None:
    by = cast.members["tova"]
    shipped = {outline.code: outline for outline in outlines.shipped()}
    for code in cast.content.trends["frameworks"]:
        frameworks.bring(shipped[code], by=by)


def _take_up(cast: Cast, row: Row) -> None:
    by = cast.members["tova"]
    given = _fields(cast, row) | {"happening": row["happening"]}
    ground = adapt.Ground(row.get("why", ""))
    if "from" not in row:
        cast.trends[row["code"]] = adapt.add(by=by, ground=ground, **given)
        return
    framework = Framework.objects.for_organisation(cast.organisation).get(code=cast.content.trends["frameworks"][0])
    named = framework.trends.get(number=row["from"])
    cast.trends[row["code"]] = adapt.take_in(named, by=by, ground=ground, **given)


def _fields(cast: Cast, row: Row) -> dict[str, Any]:
    """What a row says of a trend, as the acts take it."""
    given: dict[str, Any] = {name: row[name] for name in ("name", "text", "pressure") if name in row}
    given |= {name: cast.members[row[name]] for name in ("owner", "deputy") if name in row}
    if "force" in row:
        given["force"] = Force.objects.for_organisation(cast.organisation).get(code=row["force"])
    if "horizon" in row:
        given["horizon"] = cast.horizons[row["horizon"]]
    return given


def _change(cast: Cast, row: Row) -> None:
    trend, by = cast.trends[row["trend"]], cast.members[row["by"]]
    ground = adapt.Ground(row["why"], row.get("source", ""))
    if row.get("ends"):
        adapt.end(trend, by=by, ground=ground)
    else:
        adapt.change(trend, _fields(cast, row), by=by, ground=ground)


def _ask(cast: Cast, call: Row) -> None:
    ask.open_call(
        call["title"],
        cast.line.day(call["due"]),
        by=cast.members[call["by"]],
        trends=[cast.trends[code] for code in call["trends"]],
        units=[cast.units[code] for code in call["units"]],
        text=call["text"],
        questions={cast.trends[code].pk: text for code, text in call.get("questions", {}).items()},
    )


def _call(cast: Cast, call: Row) -> Call:
    return Call.objects.for_organisation(cast.organisation).get(title=call["title"])


def _asked(cast: Cast, call: Row, unit: str) -> CallUnit:
    return _call(cast, call).units.select_related("call", "unit").get(unit=cast.units[unit])


def _answer(cast: Cast, call: Row, row: Row) -> None:
    asked = _asked(cast, call, row["unit"])
    answer = Answer.objects.for_organisation(cast.organisation).get(call_unit=asked, trend=cast.trends[row["trend"]])
    given = {name: row.get(name) for name in ("seen", "text", "reply", "pressure")}
    given["horizon"] = cast.horizons[row["horizon"]]
    proposal = {"name": "", "text": "", "why": ""} | row["proposal"] if "proposal" in row else None
    answering.save(answer, given, by=cast.members[row["by"]], version=0, proposal=proposal)


def _hand_in(cast: Cast, call: Row, row: Row) -> None:
    answering.hand_in(_asked(cast, call, row["unit"]), by=cast.members[row["by"]])


def _remind(cast: Cast, call: Row, unit: str) -> None:
    ask.remind(_asked(cast, call, unit), by=cast.members[call["by"]])


def _close(cast: Cast, call: Row) -> None:
    ask.close(_call(cast, call), by=cast.members[call["by"]])


def _decide(cast: Cast, call: Row, row: Row) -> None:
    proposals = Proposal.objects.for_organisation(cast.organisation).filter(call_unit=_asked(cast, call, row["unit"]))
    about = {"trend": cast.trends[row["trend"]]} if "trend" in row else {"name": row["name"]}
    proposal, by = proposals.get(**about), cast.members[row["by"]]
    if row["answer"] == "accept":
        decided = decide.accept(proposal, by=by, reason=row["reason"])
    elif row["answer"] == "adapt":
        text, name = row.get("text", ""), row.get("to", "")
        decided = decide.adapt_it(proposal, by=by, reason=row["reason"], name=name, text=text)
    else:
        decided = decide.decline(proposal, by=by, reason=row["reason"])
    decide.tell([decided])
    if "code" in row and decided.trend:
        cast.trends[row["code"]] = decided.trend
        adapt.change(decided.trend, _fields(cast, {k: v for k, v in row.items() if k not in ("name", "text")}), by=by)


def _propose(cast: Cast, row: Row) -> None:
    words = {name: row.get(name, "") for name in ("sort", "name", "text", "why")}
    propose.propose(by=cast.members[row["by"]], trend=cast.trends[row["trend"]], **words)


def _freeze(cast: Cast, row: Row) -> None:
    year = cast.line.today.year + row["year"]
    freeze.freeze(cast.organisation, year, by=cast.members[row["by"]], note=row["note"])


def _say(cast: Cast, row: Row) -> None:
    talk.say(cast.trends[row["trend"]].conversation, row["text"], by=cast.members[row["by"]])
