"""Talking it over: forums and theme days, what others did, and who visited whom."""

from utkik.meetings.models.days import (
    DayAnswer,
    DayImpression,
    DayInvitation,
    DayMaterial,
    DayPart,
    DayQuestion,
    DayResult,
    ThemeDay,
)
from utkik.meetings.models.examples import Contact, Example, ExampleStep, Visit, VisitUnit
from utkik.meetings.models.forums import (
    Contribution,
    Forum,
    ForumGuest,
    ForumMail,
    ForumQuestion,
    ForumResult,
    ForumSignal,
    ForumUnit,
    Question,
)

__all__ = [
    "Contact",
    "Contribution",
    "DayAnswer",
    "DayImpression",
    "DayInvitation",
    "DayMaterial",
    "DayPart",
    "DayQuestion",
    "DayResult",
    "Example",
    "ExampleStep",
    "Forum",
    "ForumGuest",
    "ForumMail",
    "ForumQuestion",
    "ForumResult",
    "ForumSignal",
    "ForumUnit",
    "Question",
    "ThemeDay",
    "Visit",
    "VisitUnit",
]
