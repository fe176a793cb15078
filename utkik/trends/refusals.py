"""Why an act on trends is refused: a stable code and a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _


class TrendRefused(Exception):
    code = "trend_refused"
    text = _("This cannot be done with the trend.")

    def said(self) -> str:
        """The sentence for the page."""
        return str(self.text)


class NoName(TrendRefused):
    code = "no_name"
    text = _("Write the trend’s name.")


class NameTaken(TrendRefused):
    code = "name_taken"
    text = _("Another trend has that name already.")


class ChangedMeanwhile(TrendRefused):
    code = "changed_meanwhile"
    text = _("A colleague changed the trend meanwhile. Theirs and yours are both below.")


class NotFollowed(TrendRefused):
    code = "not_followed"
    text = _("The trend is taken off. Take it up again first.")


class NothingToFreeze(TrendRefused):
    code = "nothing_to_freeze"
    text = _("There is no trend to freeze yet.")


class ListChanged(TrendRefused):
    code = "list_changed"
    text = _("Somebody changed a trend meanwhile. Look at the list again, then freeze it.")


class Unfinished(TrendRefused):
    code = "unfinished"
    text = _("Choose at least one trend, at least one unit and a day that is not over.")


class CallClosed(TrendRefused):
    code = "call_closed"
    text = _("The call is closed. Nothing more can be written in it.")


class NothingAnswered(TrendRefused):
    code = "nothing_answered"
    text = _("Answer at least one trend before you hand in.")


class NothingProposed(TrendRefused):
    code = "nothing_proposed"
    text = _("Write what you propose: a name or a text that differs from what stands.")


class AlreadyDecided(TrendRefused):
    code = "already_decided"
    text = _("A colleague has answered this proposal already.")


class ProposalChanged(TrendRefused):
    code = "proposal_changed"
    text = _("It was put otherwise meanwhile. Read what is proposed now, then answer.")


class ReasonMissing(TrendRefused):
    code = "reason_missing"
    text = _("Write the reason. The one who proposed it sees it.")


class NoFramework(TrendRefused):
    """The file is no framework: `lines` says what is wrong, row by row."""

    code = "no_framework"

    def __init__(self, lines: list[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines

    def said(self) -> str:
        return " ".join(self.lines)
