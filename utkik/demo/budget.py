"""The budget analyses: one settled with a part for each committee, after their comments, and one just begun."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.reports.analysis import arrange, begin, comment, publish, states, write
from utkik.reports.models import Analysis, AnalysisComment, AnalysisPart


def acts(cast: Cast) -> Iterator[Act]:
    for row in _content()["analysis"]:
        yield Act(row["begun"], 15 * HOUR, partial(_begin, cast, row))
        if "settled" not in row:
            continue
        yield Act(row["written"], 9 * HOUR, partial(_write, cast, row))
        yield Act(row["out"], 15 * HOUR, partial(_send_out, cast, row))
        for place, said in enumerate(row["comment"]):
            yield Act(said["day"], 10 * HOUR + 20 * place, partial(_say, cast, row, said))
            yield Act(said["answered"], 14 * HOUR + 10 * place, partial(_answer, cast, row, said))
        yield Act(row["settled"], 9 * HOUR, partial(_settle, cast, row))


def _content() -> Row:
    with (CONTENT / "analyses.toml").open("rb") as file:
        return tomllib.load(file)


def _begin(cast: Cast, row: Row) -> None:
    begin.begin(cast.line.today.year + row["year"], by=cast.members[row["by"]])


def _analysis(cast: Cast, row: Row) -> Analysis:
    return Analysis.objects.for_organisation(cast.organisation).get(year=cast.line.today.year + row["year"])


def _write(cast: Cast, row: Row) -> None:
    analysis, by = _analysis(cast, row), cast.members[row["by"]]
    for code in row["leaves"]:
        arrange.leave(analysis, cast.trends[code].number, by=by)
    for place, code in enumerate(row["order"], 1):
        arrange.move(analysis, cast.trends[code].number, place, by=by)
    words = {name: row[name].strip() for name in ("title", "introduction", "summary", "method")}
    words |= {f"ask_{place}": text for place, text in enumerate(row["asks"], 1)}
    for one in row["consequence"]:
        number, unit = cast.trends[one["trend"]].number, cast.units[one["unit"]].pk
        arrange.concern(analysis, number, unit, by=by)
        where = f"{number}-{unit}"
        horizon = cast.horizons[one["when"]].pk
        words |= {f"says-{where}": one["text"], f"when-{where}": str(horizon), f"press-{where}": str(one["pressure"])}
    for part in row["part"]:
        unit = cast.units[part["unit"]].pk
        words |= {f"{name}-{unit}": part[name] for name in ("take", "question")}
    write.save(analysis, words, {}, by=by)


def _send_out(cast: Cast, row: Row) -> None:
    states.send_out(_analysis(cast, row), cast.line.day(row["due"]), by=cast.members[row["by"]])


def _part(cast: Cast, row: Row, said: Row) -> AnalysisPart:
    parts = AnalysisPart.objects.for_organisation(cast.organisation).select_related("analysis")
    return parts.get(analysis=_analysis(cast, row), unit=cast.units[said["unit"]])


def _say(cast: Cast, row: Row, said: Row) -> None:
    trend = cast.trends[said["trend"]] if "trend" in said else None
    comment.say(_part(cast, row, said), said["text"], by=cast.members[said["by"]], trend=trend)


def _answer(cast: Cast, row: Row, said: Row) -> None:
    mine = AnalysisComment.objects.for_organisation(cast.organisation).select_related("part__analysis")
    found = mine.get(part=_part(cast, row, said), text=said["text"])
    comment.answer(found, said["answer"], by=cast.members[row["by"]])


def _settle(cast: Cast, row: Row) -> None:
    analysis = _analysis(cast, row)
    publish.publish(analysis, by=cast.members[row["by"]], version=analysis.version)
