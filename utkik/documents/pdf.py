"""From the content tree to a tagged PDF (typst checks it as PDF/UA-1 and PDF/A-2a while it writes it).

The whole tree goes in as one JSON text that the template reads; no source is ever built from a person's words.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from utkik.documents import fonts, tree

PAPER = Path(__file__).parent / "paper"
STANDARDS = ["ua-1", "a-2a"]


@dataclass(frozen=True)
class Printed:
    """The file, and the signs no font had, with how often each was replaced."""

    content: bytes
    replaced: dict[str, int] = field(default_factory=dict)


def render(document: tree.Tree) -> Printed:
    """The document as PDF. The same tree gives the same bytes. Raises BadTree before anything is drawn."""
    tree.check(document)
    import typst  # noqa: PLC0415 - 80 MB that only a process that prints needs

    lost: Counter[str] = Counter()
    try:
        content = _compile(typst, fonts.printable(document, lost), document)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # a sign its font has alone but not beside its neighbour (a loose accent): only plain signs are left
        lost.clear()
        content = _compile(typst, fonts.printable(document, lost, narrow=True), document)
    return Printed(content, dict(lost))


def _compile(typst: Any, document: tree.Tree, original: tree.Tree) -> bytes:
    look = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=fonts.folders())
    compiler = typst.Compiler(
        str(PAPER / f"{original['kind']}.typ"),
        root=str(PAPER),
        font_paths=look,
        sys_inputs={"data": json.dumps(document, ensure_ascii=False)},
    )
    published = original["meta"].get("published")
    moment = datetime.fromisoformat(published).astimezone(UTC).replace(microsecond=0) if published else None
    content: bytes = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
    return content
