"""Why an act on a report is refused: a stable code and a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class ReportRefused(Exception):
    code = "report_refused"
    text = _("This cannot be done with the report.")

    def said(self) -> str:
        """The sentence for the page."""
        return str(self.text)


class RoundNotLocked(ReportRefused):
    code = "round_not_locked"
    text = _("The round has to be decided before its report is begun.")


class ChangedMeanwhile(ReportRefused):
    code = "changed_meanwhile"
    text = _("Somebody changed the report meanwhile. Look at it again, then publish.")


class NotReady(ReportRefused):
    """What must be mended first: `missing` holds (id of the place in the builder, sentence)."""

    code = "not_ready"

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(sentence for _place, sentence in missing))
        self.missing = missing

    def said(self) -> str:
        return " ".join(str(sentence) for _place, sentence in self.missing)


TOO_MANY_WORDS = ngettext_lazy(
    "Five minutes holds %(words)s word, at most %(most)s. Shorten it.",
    "Five minutes holds %(words)s words, at most %(most)s. Shorten it.",
    "words",
)
TOO_LONG = _("%(name)s is %(length)s characters, at most %(most)s.")
