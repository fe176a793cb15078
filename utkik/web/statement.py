"""The accessibility statement's facts, read from the file that is part of the program."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).with_name("statement.toml")


@dataclass(frozen=True)
class Statement:
    """What the law asks for, in the active language; ``faults`` are (where, what)."""

    standard: str
    verdict: str
    assessed: date
    updated: date
    method: str
    faults: list[tuple[str, str]]


def read() -> Statement:
    """The statement in the active language, Swedish unless that is English."""
    facts = tomllib.loads(FILE.read_text("utf-8"))
    language = "en" if (get_language() or "sv").startswith("en") else "sv"
    return Statement(
        standard=facts["standard"],
        verdict=facts["verdict"],
        assessed=facts["assessed"],
        updated=facts["updated"],
        method=facts["method"][language],
        faults=[(fault["where"][language], fault["what"][language]) for fault in facts["faults"]],
    )
