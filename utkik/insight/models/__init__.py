"""What the group sees in the whole: pieces that hang together, and years of signals taken in from Excel."""

from utkik.insight.models.imports import Import, ImportedSignal
from utkik.insight.models.patterns import Pattern, PatternPiece, PatternRefusal

__all__ = ["Import", "ImportedSignal", "Pattern", "PatternPiece", "PatternRefusal"]
