"""The example's texts, read from the TOML files beside this module; content/README.md tells what they hold."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
Row = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """Everything that is told of the example municipality, as plain rows."""

    organisation: Row
    places: list[Row]
    units: list[Row]
    areas: list[Row]
    people: list[Row]
    invitations: list[Row]
    sources: list[Row]
    items: list[Row]
    signals: list[Row]
    rounds: list[Row]
    reports: list[Row]
    stream: Row
    answers: Row
    trends: Row


def load() -> Content:
    """Read every file. Items get the `area` their file is named after, `link` and `lang`."""
    home = _read("organisation.toml")
    sources = _read("sources.toml")["source"]
    return Content(
        organisation=home["organisation"],
        places=home["place"],
        units=home["unit"],
        areas=home["area"],
        people=home["person"],
        invitations=home["invitation"],
        sources=sources,
        items=_items({source["code"]: source for source in sources}),
        signals=[row for path in _files("signals") for row in _toml(path)["signal"]],
        rounds=_read("rounds.toml")["round"],
        reports=_read("reports.toml")["report"],
        stream=_read("stream.toml"),
        answers=_read("answers.toml"),
        trends=_read("trends.toml"),
    )


def link(site: str, title: str) -> str:
    """Where an article stands: its source's site and its title."""
    letters = unicodedata.normalize("NFKD", title.lower().replace("ø", "o").replace("æ", "ae"))
    return f"{site}/{re.sub(r'[^a-z0-9]+', '-', letters.encode('ascii', 'ignore').decode()).strip('-')[:80]}"


def _items(sources: dict[str, Row]) -> list[Row]:
    found = []
    for path in _files("items"):
        for row in _toml(path)["item"]:
            source = sources[row["from"]]
            language = row.get("lang") or source.get("language", "sv")
            found.append({**row, "file": path.stem, "lang": language, "link": link(source["site"], row["title"])})
    return found


def _files(folder: str) -> list[Path]:
    return sorted((CONTENT / folder).glob("*.toml"))


def _read(name: str) -> Row:
    return _toml(CONTENT / name)


def _toml(path: Path) -> Row:
    with path.open("rb") as file:
        return tomllib.load(file)
