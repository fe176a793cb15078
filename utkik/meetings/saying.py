"""Saying something in a forum: a member or a guest, in the room or in writing, for oneself or for a table."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from utkik import clock
from utkik.meetings import wrong
from utkik.meetings.models import Contribution, Forum, ForumGuest
from utkik.people.models import Guest, Membership
from utkik.signals import talk
from utkik.signals.models import Comment, Conversation
from utkik.text.normal import nfc, one_line

MOST_OF_A_GUEST = 40
IN_SO_LONG = timedelta(hours=1)
BEFORE, AFTER = (
    timedelta(minutes=30),
    timedelta(hours=4),
)  # around the hour of meeting, what is said is said in the room


@transaction.atomic
def member(
    forum: Forum, text: str, *, by: Membership, voice: str = "", in_room: bool = False, answers: Comment | None = None
) -> Comment | None:
    """What a member says, or notes for somebody in the room (`voice`); None when it says nothing.

    Raises ForumIsOver; PermissionDenied outside the organisation.
    """
    if forum.is_ended or forum.removed_at:
        raise wrong.ForumIsOver
    comment = talk.say(forum.conversation, text, by=by, answers=answers)
    return _noted(forum, comment, in_room=in_room or bool(voice), voice=voice)


@transaction.atomic
def guest(seat: ForumGuest, text: str) -> Comment | None:
    """What a guest says; None when it says nothing, or said it already. Raises ForumIsOver, GuestSaysTooMuch."""
    forum, who = seat.forum, seat.guest
    if not Guest.objects.present().filter(pk=who.pk, forum_seat__removed_at=None, forum_seat__forum=forum).exists():
        raise wrong.ForumIsOver
    text = nfc(text).strip()
    lately = Comment.objects.filter(conversation=forum.conversation_id, guest=who, at__gt=clock.now() - IN_SO_LONG)
    said = list(lately.values_list("text", flat=True)[: MOST_OF_A_GUEST + 1])
    if text in said:
        return None
    if len(said) >= MOST_OF_A_GUEST:
        raise wrong.GuestSaysTooMuch
    comment = talk.say_as_guest(forum.conversation, text, guest=who)
    if comment:
        Guest.objects.filter(pk=who.pk).update(seen_at=comment.at)
    return _noted(forum, comment, in_room=meets_now(forum))


def meets_now(forum: Forum) -> bool:
    """Whether the forum is in its room just now."""
    if forum.code:
        return True
    return forum.room_at is not None and forum.room_at - BEFORE <= clock.now() <= forum.room_at + AFTER


def is_over(conversation: Conversation) -> bool:
    """Nobody writes in a forum that was ended or removed."""
    forums = Forum.objects.for_organisation(conversation.organisation_id).filter(conversation=conversation)
    return forums.exclude(ended_at=None, removed_at=None).exists()


def _noted(forum: Forum, comment: Comment | None, *, in_room: bool, voice: str = "") -> Comment | None:
    if comment:
        Contribution.objects.create(
            organisation_id=forum.organisation_id,
            forum=forum,
            comment=comment,
            in_room=in_room,
            voice=one_line(voice)[:80],
        )
    return comment
