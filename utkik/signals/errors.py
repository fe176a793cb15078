"""What a signal's acts refuse: each says in words what to do, and keeps what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from utkik.signals.fields import Fields
    from utkik.signals.models import Revision, Signal


class SignalError(Exception):
    """An act that did not happen. `code` is stable, `sentence` is for the person."""

    code = "signal"

    @property
    def sentence(self) -> str:
        raise NotImplementedError


class Conflict(SignalError):
    """The signal had moved on from the version that was written from. Both texts are kept."""

    code = "signal_conflict"

    def __init__(self, signal: Signal, mine: Fields, aside: Revision) -> None:
        super().__init__(signal.pk)
        self.signal, self.mine, self.aside = signal, mine, aside

    @property
    def sentence(self) -> str:
        return _("A colleague saved while you wrote. Both texts are kept.")


class NotReady(SignalError):
    """Something that publishing needs is missing. `missing` holds pairs of field and sentence."""

    code = "signal_not_ready"

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__([name for name, _sentence in missing])
        self.missing = missing

    @property
    def sentence(self) -> str:
        return " ".join(sentence for _name, sentence in self.missing)


class WrongState(SignalError):
    """The act does not fit the signal's state any longer: somebody was first."""

    code = "signal_wrong_state"

    @property
    def sentence(self) -> str:
        return _("The signal has changed since you opened the page. Look at it anew.")


class EvidenceRefused(SignalError):
    """What was given cannot be evidence."""

    code = "evidence_refused"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field)
        self.field, self._sentence = field, sentence

    @property
    def sentence(self) -> str:
        return self._sentence
