"""From the content tree to a tagged PDF (typst checks it as PDF/UA-1 and PDF/A-2a while it writes it).

The whole tree goes in as one JSON text that the template reads; no source is ever built from a person's words.
"""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from utkik.documents import apart, figures, fonts, tree

PAPER = Path(__file__).parent / "paper"
STANDARDS = ["ua-1", "a-2a"]
PRESS = [sys.executable, "-m", "utkik.documents.press"]
SECONDS = 120


@dataclass(frozen=True)
class Printed:
    """The file, and the signs no font had, with how often each was replaced."""

    content: bytes
    replaced: dict[str, int] = field(default_factory=dict)


class NotDrawn(Exception):
    """Typst refused the document, or took too long over it."""


def render(document: tree.Tree) -> Printed:
    """The document as PDF. The same tree gives the same bytes.

    Raises BadTree before anything is drawn, and NotDrawn.
    """
    tree.check(document)
    lost: Counter[str] = Counter()
    try:
        content = _compile(fonts.printable(document, lost), document)
    except NotDrawn as error:
        if "could not be displayed" not in str(error):
            raise
        # a sign its font has alone but not beside its neighbour (a loose accent): only plain signs are left
        lost.clear()
        content = _compile(fonts.printable(document, lost, narrow=True), document)
    return Printed(content, dict(lost))


def _compile(document: tree.Tree, original: tree.Tree) -> bytes:
    job = json.dumps(_job(document, original), ensure_ascii=False).encode()
    try:
        done = apart.run(PRESS, job, seconds=SECONDS)
    except subprocess.TimeoutExpired as late:
        raise NotDrawn("too slow") from late
    if done.returncode:
        raise NotDrawn(done.stderr.decode("utf-8", "replace")[-2000:])
    return done.stdout


def _job(document: tree.Tree, original: tree.Tree) -> dict[str, Any]:
    """What the press is asked: the template and its root, the fonts' folders, the tree, and when it was published."""
    published = original["meta"].get("published")
    moment = datetime.fromisoformat(published).astimezone(UTC).replace(microsecond=0) if published else None
    return {
        "template": str(PAPER / f"{original['kind']}.typ"),
        "root": str(PAPER),
        "fonts": [str(folder) for folder in fonts.folders()],
        "data": figures.dressed(document),
        "standards": STANDARDS,
        "moment": moment.isoformat() if moment else None,
    }
