"""Why an act on a theme day, an example or a visit is refused: a code and a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _


class MeetingRefused(Exception):
    code = "meeting_refused"
    text = _("This cannot be done now. Look at the page again.")

    def said(self) -> str:
        """The sentence for the page."""
        return str(self.text)


class NotTheGroups(MeetingRefused):
    code = "not_the_groups"
    text = _("Only the group can change this.")


class OnlyAnAnalyst(MeetingRefused):
    code = "only_an_analyst"
    text = _("Only an analyst sends invitations.")


class ChangedMeanwhile(MeetingRefused):
    code = "changed_meanwhile"
    text = _("A colleague wrote here at the same time. Both texts are below: keep yours, or take what you need.")


class NeedsWords(MeetingRefused):
    code = "needs_words"
    text = _("Write something first.")


class NoTable(MeetingRefused):
    code = "no_table"
    text = _("Write the number of your table, 1 to 99.")


class RoomIsClosed(MeetingRefused):
    code = "room_is_closed"
    text = _("The tables’ answers are closed. Tell the one who leads the day.")


class RoomIsFull(MeetingRefused):
    code = "room_is_full"
    text = _("Your table has said much already. Give this one to the one who leads the day.")


class ForumIsFull(MeetingRefused):
    code = "forum_is_full"
    text = _("No more phones fit in the room. Tell the one who leads the forum.")


class TooManyCame(MeetingRefused):
    code = "too_many_came"
    text = _("Many have come in from your network lately. Wait a while, or tell the one who leads the forum.")


class NothingToSend(MeetingRefused):
    code = "nothing_to_send"
    text = _("Everyone on the list has been invited already.")


class HasOne(MeetingRefused):
    code = "has_one"
    text = _("There is an example of this signal already.")


class ForumIsOver(MeetingRefused):
    code = "forum_is_over"
    text = _("The forum has ended: nobody can write in it any more.")


class WrongCode(MeetingRefused):
    code = "wrong_code"
    text = _("No forum is open with that code. Look at the screen in the room.")


class GuestSaysTooMuch(MeetingRefused):
    code = "guest_says_too_much"
    text = _("You have written much in a short time. Wait a little, then write again.")


class NothingSummed(MeetingRefused):
    code = "nothing_summed"
    text = _("Write what you take with you before you publish.")
