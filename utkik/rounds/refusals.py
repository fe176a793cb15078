"""Why a round does not do what was asked. `text` is for the person, `code` for the log and the tests."""

from django.utils.translation import gettext_lazy as _


class RoundRefused(Exception):
    """The root; an act that raises one of these has changed nothing."""

    code = "refused"
    text = _("That cannot be done in this round.")

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values

    def said(self) -> str:
        """The sentence, with its values, in the active language."""
        return str(self.text) % self.values


class MonthTaken(RoundRefused):
    code = "month_taken"
    text = _("There is a round for this month already. Go on with that one, or start the next when the month is over.")


class OneIsOpen(RoundRefused):
    code = "one_is_open"
    text = _("A round is open already. Close it and decide on it before you start the next.")


class NothingToJudge(RoundRefused):
    code = "nothing_to_judge"
    text = _("No signal has been published since the last round. Publish one first.")


class ClosesTooEarly(RoundRefused):
    code = "closes_too_early"
    text = _("The round would close before it opens. Choose a later day or time.")


class NotAJudge(RoundRefused):
    code = "not_a_judge"
    text = _("Only the group and those who were invited judge in this round.")


class RoundClosed(RoundRefused):
    code = "round_closed"
    text = _("The round is closed. Points can no longer be changed.")


class RoundStillOpen(RoundRefused):
    code = "round_open"
    text = _("The round is still open. Close it first.")


class RoundLocked(RoundRefused):
    code = "round_locked"
    text = _("The outcome is locked and can no longer be changed.")


class OwnSignal(RoundRefused):
    code = "own_signal"
    text = _("You wrote this signal, so the others judge it.")


class NoSuchPoints(RoundRefused):
    code = "no_such_points"
    text = _("A signal gets from 0 to %(most)s points.")


class BudgetSpent(RoundRefused):
    code = "budget_spent"
    text = _("You have %(left)s points left. Take some from another signal first.")


class NotInRound(RoundRefused):
    code = "not_in_round"
    text = _("The signal is not part of this round.")


class NeedsADay(RoundRefused):
    code = "needs_a_day"
    text = _("Choose a day, after today, until which the signal is parked.")


class NeedsAReason(RoundRefused):
    code = "needs_a_reason"
    text = _("Write in one line why the signal is set aside.")


class NotReady(RoundRefused):
    """The outcome cannot be locked yet: `missing` lists (signal or None, sentence)."""

    code = "not_ready"
    text = _("The outcome cannot be locked yet.")

    def __init__(self, missing: list[tuple[int | None, str]]) -> None:
        super().__init__()
        self.missing = missing
