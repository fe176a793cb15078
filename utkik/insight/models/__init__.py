"""What the group sees in the whole: pieces that hang together, years of signals taken in, and the agreed dates."""

from utkik.insight.models.imports import Import, ImportedSignal
from utkik.insight.models.patterns import Pattern, PatternPiece, PatternRefusal
from utkik.insight.models.plan import CalendarKey, Hour, PlanDate

__all__ = [
    "CalendarKey",
    "Hour",
    "Import",
    "ImportedSignal",
    "Pattern",
    "PatternPiece",
    "PatternRefusal",
    "PlanDate",
]
