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


class OthersAreTold(ReportRefused):
    code = "others_are_told"
    text = _("Somebody chose or paused mail meanwhile, so the number has changed. Look at it again, then publish.")


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


class NotYours(ReportRefused):
    code = "not_yours"
    text = _("Only the management team, or an analyst for them, can answer here.")


class NotLifted(ReportRefused):
    code = "not_lifted"
    text = _("Only what a decided round lifted can be answered.")


class NeedsAChoice(ReportRefused):
    code = "needs_a_choice"
    text = _("Choose an answer: take further, keep watching or no action.")


class NeedsAReceiver(ReportRefused):
    code = "needs_a_receiver"
    text = _("Choose who takes it further.")


class NeedsADueDay(ReportRefused):
    code = "needs_a_due_day"
    text = _("Write by when, as a day to come: 2027-03-01.")


class AnsweredMeanwhile(ReportRefused):
    code = "answered_meanwhile"
    text = _("Somebody else noted an answer meanwhile. Both are shown: keep yours, or leave theirs.")


class FinishedAlready(ReportRefused):
    code = "finished_already"
    text = _("How it went is written already. Change that text instead of the answer.")


class NothingToHandIn(ReportRefused):
    code = "nothing_to_hand_in"
    text = _("No answer is noted that is not handed in already.")


class NeedsWords(ReportRefused):
    code = "needs_words"
    text = _("Write a sentence or two: what happened, and what is different now.")


class NeedsAnEffect(ReportRefused):
    code = "needs_an_effect"
    text = _("Choose what came of it.")


class NotWaiting(ReportRefused):
    code = "not_waiting"
    text = _("It is finished or taken back already. Look at it again.")


class NotYourFollowUp(ReportRefused):
    code = "not_your_follow_up"
    text = _("Those who answer for it, their unit, the management team and the group can write here.")


class NotYourCommission(ReportRefused):
    code = "not_your_commission"
    text = _("A unit's own members, or an analyst for them, give the group a commission.")


class NothingToSend(ReportRefused):
    code = "nothing_to_send"
    text = _("No committee has a part yet: write what a trend means for one of them first.")


class NotOut(ReportRefused):
    code = "not_out"
    text = _("The analysis is not out for input from your committee.")


class NothingSaid(ReportRefused):
    code = "nothing_said"
    text = _("Write your comment first.")
