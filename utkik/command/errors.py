"""What the command says when it cannot do what was asked."""

from __future__ import annotations

import sys


class Refused(Exception):
    """The command cannot be carried out; the message is a sentence for the operator. Exit status 1."""


class Usage(Exception):
    """The command was written wrongly. Exit status 2."""


def in_words(error: Exception) -> str | None:
    """A sentence for an expected error of Django, of the system or of a step (which carries a `text`); else None."""
    if text := getattr(error, "text", None):
        return str(text)
    if isinstance(error, OSError):
        return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    if "django" in sys.modules and _is_djangos(error):
        if messages := getattr(error, "messages", None):
            return " ".join(messages)
        return " ".join(str(error).split())
    return None


def _is_djangos(error: Exception) -> bool:
    names = {kind.__name__ for kind in type(error).__mro__ if kind.__module__.startswith("django.")}
    return bool(names & {"ImproperlyConfigured", "OperationalError", "ValidationError"})
