"""Saying something in a forum: in the room or in writing, for oneself or for a table (`phones` has the guests)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from utkik import clock
from utkik.meetings import wrong
from utkik.meetings.models import Contribution, Forum, ForumGuest
from utkik.people.models import Membership
from utkik.signals import talk
from utkik.signals.models import Comment, Conversation
from utkik.text.normal import one_line

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
    return noted(forum, comment, in_room=in_room or bool(voice), voice=voice)


def meets_now(forum: Forum) -> bool:
    """Whether the forum is in its room just now."""
    return bool(forum.code) or is_its_hour(forum)


def is_its_hour(forum: Forum) -> bool:
    """Whether the agreed hour of meeting is now: then who came by a link of their own sits in the room too."""
    return forum.room_at is not None and forum.room_at - BEFORE <= clock.now() <= forum.room_at + AFTER


def is_over(conversation: Conversation) -> bool:
    """Nobody writes in a forum that was ended or removed."""
    forums = Forum.objects.for_organisation(conversation.organisation_id).filter(conversation=conversation)
    return forums.exclude(ended_at=None, removed_at=None).exists()


def note_guests(said: Iterable[tuple[ForumGuest, Comment]]) -> None:
    """What guests said is each forum's."""
    Contribution.objects.bulk_create(
        _contribution(seat.forum, comment, in_room=_sits_there(seat)) for seat, comment in said
    )


def _sits_there(seat: ForumGuest) -> bool:
    """Who has the code on the screen is in the room; who has a link of their own only in its hour."""
    return meets_now(seat.forum) if seat.way == ForumGuest.Way.CODE else is_its_hour(seat.forum)


def noted(forum: Forum, comment: Comment | None, *, in_room: bool, voice: str = "") -> Comment | None:
    """What was said is the forum's; the comment again."""
    if comment:
        _contribution(forum, comment, in_room=in_room, voice=one_line(voice)[:80]).save()
    return comment


def _contribution(forum: Forum, comment: Comment, *, in_room: bool, voice: str = "") -> Contribution:
    return Contribution(
        organisation_id=forum.organisation_id, forum=forum, comment=comment, in_room=in_room, voice=voice
    )
