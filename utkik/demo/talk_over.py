"""The forums: one in a room with guests, ended and summed up, and one that goes on in writing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.meetings import convening, phones, questions, saying, seats, summing
from utkik.meetings.models import Forum
from utkik.signals import write
from utkik.signals.models import Comment


def acts(cast: Cast) -> Iterator[Act]:
    content = _content()
    for row in content["question"]:
        yield Act(row["day"], 10 * HOUR, partial(_ask, cast, row))
    for row in content["forum"]:
        yield Act(row["day"], 10 * HOUR, partial(_plan, cast, row))
        yield Act(row["sent"], 9 * HOUR, partial(_invite, cast, row))
        if "room" in row:
            yield Act(row["room"], 13 * HOUR, partial(_open_room, cast, row))
        for place, said in enumerate(row["said"]):
            yield Act(said["day"], 13 * HOUR + 15 + 9 * place, partial(_say, cast, row, said))
        if "ended" in row:
            yield Act(row["ended"], 9 * HOUR, partial(_end, cast, row))
            yield Act(row["told"], 14 * HOUR, partial(_sum_up, cast, row))
            yield Act(row["published"], 9 * HOUR, partial(_publish, cast, row))
            yield Act(row["signal"]["day"], 10 * HOUR, partial(_begin_signal, cast, row))
            yield Act(row["proposal"]["day"], 11 * HOUR, partial(_propose, cast, row))


def _content() -> Row:
    with (CONTENT / "forums.toml").open("rb") as file:
        return tomllib.load(file)


def _ask(cast: Cast, row: Row) -> None:
    questions.ask(row["text"], prompts=row["prompts"], by=cast.members[row["by"]])


def _plan(cast: Cast, row: Row) -> None:
    by = cast.members[row["by"]]
    asked = questions.ask(row["text"], prompts=row["prompts"], by=by)
    planned = {
        "name": row["name"],
        "about": row["about"],
        "place": row.get("place", ""),
        "room_at": cast.line.working_moment(row["room"], 13 * HOUR) if "room" in row else None,
        "writes_until": cast.line.day(row["until"]),
        "invites_group": True,
        "questions": [asked],
        "signals": [cast.signals[code] for code in row["signals"]],
        "units": [cast.units[code] for code in row["units"]],
    }
    forum = convening.begin(planned, by=by)
    for guest in row["guest"]:
        seats.add(forum, by=by, **guest)


def _forum(cast: Cast, row: Row) -> Forum:
    mine = Forum.objects.for_organisation(cast.organisation).select_related("organisation", "conversation")
    return mine.get(name=row["name"])


def _invite(cast: Cast, row: Row) -> None:
    summing.send(_forum(cast, row), by=cast.members["tova"])


def _open_room(cast: Cast, row: Row) -> None:
    seats.open_room(_forum(cast, row), by=cast.members[row["by"]])


def _comment(forum: Forum, place: int) -> Comment:
    return forum.conversation.comments.order_by("at", "pk")[place]


def _say(cast: Cast, row: Row, said: Row) -> None:
    forum = _forum(cast, row)
    if "guest" in said:
        seat = list(forum.guests.filter(way=seats.LINK).select_related("guest", "forum"))[said["guest"]]
        phones.say(seat.guest.token_hash, said["text"])
    elif "phone" in said:
        came = {"name": said["phone"], "affiliation": said["affiliation"]}
        token, _there = seats.enter(forum.code, **came, address="127.0.0.1")
        if phone := seats.find(token):
            phones.say(phone.guest.token_hash, said["text"])
    else:
        answers = _comment(forum, said["answers"]) if "answers" in said else None
        by = cast.members[said["by"] if "by" in said else row["by"]]
        saying.member(forum, said["text"], by=by, voice=said.get("voice", ""), answers=answers)


def _end(cast: Cast, row: Row) -> None:
    convening.end(_forum(cast, row), by=cast.members[row["by"]])


def _sum_up(cast: Cast, row: Row) -> None:
    forum = _forum(cast, row)
    told = {"headline": row["headline"], "summary": row["summary"].strip(), "came": row["came"]}
    convening.change(forum, told, by=cast.members[row["by"]], version=forum.version)


def _publish(cast: Cast, row: Row) -> None:
    summing.publish(_forum(cast, row), by=cast.members[row["by"]])


def _begin_signal(cast: Cast, row: Row) -> None:
    forum, by = _forum(cast, row), cast.members[row["by"]]
    signal = summing.begin_signal(forum, _comment(forum, row["signal"]["said"]), by=by)
    write.save(signal, {"headline": row["signal"]["headline"]}, by=by, version=signal.version)


def _propose(cast: Cast, row: Row) -> None:
    told, by = row["proposal"], cast.members[row["by"]]
    trend = cast.trends[told["trend"]]
    summing.propose_on_trend(
        _forum(cast, row), by=by, sort="change", trend=trend, name=trend.name, text=told["text"], why=told["why"]
    )
