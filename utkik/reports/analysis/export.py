"""A settled analysis, or a committee's part of it, as a file."""

from __future__ import annotations

from utkik.people.models import Organisation
from utkik.reports.models import Analysis, AnalysisEdition, AnalysisEditionPart, AnalysisFile
from utkik.text.normal import casefold_key


class NothingSettled(LookupError):
    """The year has no settled analysis."""


class NoSuchCommittee(LookupError):
    """The edition has no part for a committee of this name. `names` are those it has."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def content(organisation: Organisation, year: int, format: str, committee: str = "") -> bytes:
    """The newest edition's bytes in a format, byte for byte as published. Raises NothingSettled, NoSuchCommittee."""
    edition = newest(organisation, year)
    if edition is None:
        raise NothingSettled(str(year))
    files = AnalysisFile.objects.for_organisation(organisation).filter(edition=edition, form=format)
    part = _part(edition, committee) if committee else None
    return bytes(files.get(part=part).content)


def newest(organisation: Organisation, year: int) -> AnalysisEdition | None:
    """The newest edition of a budget year's analysis."""
    analysis = Analysis.objects.for_organisation(organisation).published().filter(year=year).first()
    return newest_of(analysis) if analysis else None


def newest_of(analysis: Analysis) -> AnalysisEdition | None:
    return analysis.editions.order_by("-number").defer("search_terms", "tree").first()


def _part(edition: AnalysisEdition, committee: str) -> AnalysisEditionPart:
    parts = list(edition.parts.order_by("position").defer("tree", "article"))
    key = casefold_key(committee)
    found = next((part for part in parts if casefold_key(part.title) == key), None)
    if found is None:
        raise NoSuchCommittee([part.title for part in parts])
    return found
