"""The monthly reports: begun from a locked round, written, ordered, published, and once published anew."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast
from utkik.demo.load import Row
from utkik.demo.settle import HOUR
from utkik.reports import arrange, begin, publish, write
from utkik.reports.models import Report
from utkik.signals import talk


def acts(cast: Cast) -> Iterator[Act]:
    for row in cast.content.reports:
        yield Act(row["begun"], 13 * HOUR, partial(_begin, cast, row))
        yield Act(row["begun"], 14 * HOUR, partial(_write, cast, row))
        yield Act(row["published"], 9 * HOUR, partial(_publish, cast, row, row["by"]))
        if "edition" in row:
            yield Act(row["edition"]["published"], 9 * HOUR, partial(_publish_anew, cast, row))
        for place, comment in enumerate(row.get("comment", [])):
            yield Act(comment["day"], 15 * HOUR + 20 * place, partial(_say, cast, row, comment))


def _begin(cast: Cast, row: Row) -> None:
    begin.begin(cast.rounds[row["round"]], by=cast.members[row["by"]])


def _report(cast: Cast, row: Row) -> Report:
    return Report.objects.for_organisation(cast.organisation).get(round=cast.rounds[row["round"]])


def _write(cast: Cast, row: Row) -> None:
    by = cast.members[row["by"]]
    words = {name: row[name] for name in ("title", "introduction", "request")}
    for piece in row["piece"]:
        number = cast.signals[piece["signal"]].number
        words |= {f"text-{number}": piece["text"], f"question-{number}": piece["question"]}
    write.save(_report(cast, row), words, {}, by=by)
    for place, signal in enumerate(row["order"], 1):
        arrange.move(_report(cast, row), cast.signals[signal].number, place, by=by)


def _publish(cast: Cast, row: Row, by: str) -> None:
    report = _report(cast, row)
    publish.publish(report, by=cast.members[by], version=report.version)


def _publish_anew(cast: Cast, row: Row) -> None:
    edition = row["edition"]
    number = cast.signals[edition["piece"]].number
    write.save(_report(cast, row), {f"text-{number}": edition["text"]}, {}, by=cast.members[edition["by"]])
    _publish(cast, row, edition["by"])


def _say(cast: Cast, row: Row, comment: Row) -> None:
    talk.say(_report(cast, row).conversation, comment["text"], by=cast.members[comment["by"]])
