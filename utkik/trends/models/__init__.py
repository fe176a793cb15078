"""Trends: what others named, what the organisation follows, its editions, and the units' input."""

from utkik.trends.models.editions import Edition, EditionTrend
from utkik.trends.models.evidence import Evidence, PassedOver
from utkik.trends.models.frameworks import Force, Framework, FrameworkTrend
from utkik.trends.models.input import Answer, Call, CallTrend, CallUnit, Proposal
from utkik.trends.models.judging import TrendAssessment, TrendBallot, TrendCandidate, TrendRound
from utkik.trends.models.trends import Alteration, Consequence, Trend

__all__ = [
    "Alteration",
    "Answer",
    "Call",
    "CallTrend",
    "CallUnit",
    "Consequence",
    "Edition",
    "EditionTrend",
    "Evidence",
    "Force",
    "Framework",
    "FrameworkTrend",
    "PassedOver",
    "Proposal",
    "Trend",
    "TrendAssessment",
    "TrendBallot",
    "TrendCandidate",
    "TrendRound",
]
