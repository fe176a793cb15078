"""An analysis drawn in all its forms, whole and part by part, as an edition would hold them."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from utkik.documents import fonts, tree
from utkik.people.models import Unit
from utkik.reports import draw
from utkik.reports.analysis import compose
from utkik.reports.analysis.material import Material
from utkik.reports.compose import Issue
from utkik.reports.draw import Drawn

SHEETS = (*draw.STYLES[:-1], "web/components/figures.css", "reports/analysis.css", draw.STYLES[-1])
# Each PDF is drawn by a process of its own: so many at once.
TOGETHER = 2


@dataclass(frozen=True)
class Whole:
    """Everything that an edition of an analysis holds."""

    whole: Drawn
    parts: list[tuple[Unit, Drawn]]


def everything(material: Material, issue: Issue) -> Whole:
    """The analysis and every unit's part. What a PDF lacks when it is read back is logged."""
    name = f"the analysis {material.analysis.year}, edition {issue.number}"
    made = [(name, compose.compose(material, issue))]
    made += [(f"{name}, {unit.name}", compose.compose_part(material, unit, issue)) for unit in material.units]
    with ThreadPoolExecutor(TOGETHER) as pool:
        whole, *parts = pool.map(_forms, made)
    return Whole(whole, list(zip(material.units, parts, strict=True)))


def _forms(named: tuple[str, tree.Tree]) -> Drawn:
    name, made = named
    return draw.forms(made, name, SHEETS)


def unprintable(material: Material, issue: Issue) -> list[str]:
    """Signs in the analysis' words that no font of the PDF has; they are printed as an empty square."""
    lost: Counter[str] = Counter()
    fonts.printable(compose.compose(material, issue), lost)
    return sorted(lost)
