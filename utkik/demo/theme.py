"""The theme days: one held, one planned with its invitations, and the themes of earlier years."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.meetings import gather, inviting, plan, rows
from utkik.meetings.models import DayMaterial, DayPart, DayQuestion, DayResult, ThemeDay, Visit
from utkik.reports.models import FollowUp

THURSDAY = 3


def acts(cast: Cast) -> Iterator[Act]:
    for place, row in enumerate(_content()["day"]):
        yield Act(row["day"], 15 * HOUR + place, partial(_plan, cast, row))
        for piece in row.get("material", []):
            yield Act(max(row["day"], piece.get("day", row["day"])), 16 * HOUR, partial(_lay, cast, row, piece))
        if "told" in row:
            yield Act(row["told"], 16 * HOUR + place, partial(_tell, cast, row))
        for order, result in enumerate(row.get("result", [])):
            yield Act(result["day"], 10 * HOUR + order, partial(_became, cast, row, result))
        if row.get("settled"):
            yield Act(-188, 17 * HOUR + place, partial(_settle, cast, row))
        if "invitations" in row:
            yield Act(row["invitations"]["listed"], 11 * HOUR, partial(_list, cast, row))
            yield Act(row["invitations"]["sent"], 9 * HOUR, partial(_send, cast, row))
            yield Act(row["invitations"]["sent"] + 2, 13 * HOUR, partial(_answer, cast, row))


def _content() -> Row:
    with (CONTENT / "days.toml").open("rb") as file:
        return tomllib.load(file)


def thursday(cast: Cast, offset: int) -> date:
    """The Thursday at or before a day on the line."""
    day = cast.line.day(offset)
    return day - timedelta(days=(day.weekday() - THURSDAY) % 7)


def _plan(cast: Cast, row: Row) -> None:
    by = cast.members[row["by"]]
    fields: dict[str, Any] = {name: row[name] for name in ("theme", "purpose", "place")}
    fields |= {name: time.fromisoformat(row[name]) for name in ("begins", "ends") if name in row}
    day = plan.begin(fields | {"on": thursday(cast, row["on"])}, by=by)
    for part in row.get("part", []):
        rows.add(
            DayPart,
            "daypart.added",
            by=by,
            day=day,
            begins=time.fromisoformat(part["begins"]),
            title=part["title"],
            text=part.get("text", ""),
            who=part.get("who", ""),
            is_from_outside=part.get("outside", False),
            is_pause=part.get("pause", False),
        )
    for place, question in enumerate(row.get("question", [])):
        asked = {"text": question["text"], "choices": question["choices"], "position": place}
        rows.add(DayQuestion, "dayquestion.added", by=by, day=day, **asked)


def _day(cast: Cast, row: Row) -> ThemeDay:
    return ThemeDay.objects.for_organisation(cast.organisation).get(theme=row["theme"])


def _lay(cast: Cast, row: Row, piece: Row) -> None:
    signal = cast.signals[piece["signal"]] if "signal" in piece else None
    fields = {"title": piece.get("title") or (signal.headline if signal else ""), "address": piece.get("address", "")}
    by = cast.members[row["by"]]
    rows.add(DayMaterial, "daymaterial.added", by=by, day=_day(cast, row), signal=signal, added_by=by, **fields)


def _tell(cast: Cast, row: Row) -> None:
    """What the tables said from their phones, and what the group wrote when the day was over."""
    by, day = cast.members[row["by"]], _day(cast, row)
    plan.open_room(day, by=by)
    day.refresh_from_db()
    for question, asked in zip(day.questions.standing(), row.get("question", []), strict=True):
        for table, choice in enumerate(asked.get("answers", []), 1):
            gather.answer(question, table, choice=choice, text=asked.get("lines", {}).get(str(table), ""))
    for table, said in enumerate(row.get("impression", []), 1):
        gather.impress(day, said["text"], table=said.get("table", table))
    plan.close_room(day, by=by)
    fields = {name: row[name] for name in plan.TOLD if name in row}
    plan.change(day, fields, by=by, version=day.version)


def _became(cast: Cast, row: Row, result: Row) -> None:
    by = cast.members[result["by"]]
    fields: dict[str, Any] = {
        "sort": result["sort"],
        "text": result["text"],
        "line": cast.line.told(result.get("line", "")),
        "unit": cast.units[result["unit"]] if "unit" in result else None,
    }
    if "follow_up" in result:
        fields["follow_up"] = follow_up(cast, result["follow_up"])
    if "visit" in result:
        fields["visit"] = Visit.objects.for_organisation(cast.organisation).get(title__contains="Lindånger")
    rows.add(DayResult, "dayresult.added", by=by, day=_day(cast, row), noted_by=by, **fields)


def follow_up(cast: Cast, signal: str) -> FollowUp:
    """The follow-up of a lifted signal."""
    return FollowUp.objects.for_organisation(cast.organisation).get(response__outcome__signal=cast.signals[signal])


def _settle(cast: Cast, row: Row) -> None:
    plan.settle(_day(cast, row), by=cast.members[row["by"]])


def _list(cast: Cast, row: Row) -> None:
    told, day = row["invitations"], _day(cast, row)
    by = cast.members[told["by"]]
    inviting.add_members(day, [cast.members[code] for code in told["members"]], by=by)
    for guest in told["guest"]:
        inviting.add_guest(day, by=by, **{name: guest[name] for name in ("name", "affiliation", "email")})


def _send(cast: Cast, row: Row) -> None:
    inviting.send(_day(cast, row), by=cast.members[row["invitations"]["by"]])


def _answer(cast: Cast, row: Row) -> None:
    told, day = row["invitations"], _day(cast, row)
    for given, codes in (("yes", told["yes"]), ("no", told["no"])):
        for code in codes:
            mine = inviting.of_member(day, cast.members[code])
            if mine:
                inviting.answer(mine, given, by=cast.members[code])
    for guest in told["guest"]:
        if "answer" in guest:
            invited = day.invitations.select_related("day__organisation").get(guest__name=guest["name"])
            inviting.answer(invited, guest["answer"])
