"""Signals: fact and meaning kept apart, what lies behind them, and what is said about them."""

from utkik.signals.models.evidence import Evidence
from utkik.signals.models.signals import Signal, SignalArea, SignalUnit
from utkik.signals.models.talks import Comment, CommentRevision, Conversation, Mention
from utkik.signals.models.texts import Revision, Writing

__all__ = [
    "Comment",
    "CommentRevision",
    "Conversation",
    "Evidence",
    "Mention",
    "Revision",
    "Signal",
    "SignalArea",
    "SignalUnit",
    "Writing",
]
