"""What leaves the house and what comes back: reports and their editions, answers and what came of them."""

from utkik.reports.models.analyses import (
    Analysis,
    AnalysisComment,
    AnalysisConsequence,
    AnalysisEdition,
    AnalysisEditionPart,
    AnalysisEditionSignal,
    AnalysisEditionTrend,
    AnalysisFile,
    AnalysisPart,
    AnalysisRevision,
    AnalysisTrend,
)
from utkik.reports.models.answers import (
    FollowUp,
    FollowUpReminder,
    FollowUpRevision,
    Response,
    ResponseRevision,
)
from utkik.reports.models.commissions import (
    Commission,
    CommissionRevision,
    CommissionSignal,
    LeftOut,
    Told,
)
from utkik.reports.models.reports import (
    Edition,
    EditionFile,
    EditionSignal,
    Piece,
    PieceUnit,
    Report,
    ReportRevision,
)
from utkik.reports.models.spreading import Digest, ReadingLink

__all__ = [
    "Analysis",
    "AnalysisComment",
    "AnalysisConsequence",
    "AnalysisEdition",
    "AnalysisEditionPart",
    "AnalysisEditionSignal",
    "AnalysisEditionTrend",
    "AnalysisFile",
    "AnalysisPart",
    "AnalysisRevision",
    "AnalysisTrend",
    "Commission",
    "CommissionRevision",
    "CommissionSignal",
    "Digest",
    "Edition",
    "EditionFile",
    "EditionSignal",
    "FollowUp",
    "FollowUpReminder",
    "FollowUpRevision",
    "LeftOut",
    "Piece",
    "PieceUnit",
    "ReadingLink",
    "Report",
    "ReportRevision",
    "Response",
    "ResponseRevision",
    "Told",
]
