"""Conversations: said, mended, taken back. Who takes part: the conversation's audience, and as its owner asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Max, Q

from utkik import clock
from utkik.people import log
from utkik.people.models import Guest, Membership, Organisation, Role
from utkik.signals import telling
from utkik.signals.models import Comment, CommentRevision, Conversation, Mention, Signal
from utkik.text.normal import nfc

LONGEST = 10_000
OPEN_FOR = timedelta(days=30)
Gate = Callable[[Conversation, Membership], bool]
Closing = Callable[[Conversation], bool]
_gates: list[Gate] = []
_closings: list[Closing] = []


def add_gate(gate: Gate) -> None:
    """Let a step whose things are not everybody's keep members out of their conversations."""
    if gate not in _gates:
        _gates.append(gate)


def add_closing(closing: Closing) -> None:
    """Let a step end its conversations: they are read on, and nobody writes in them."""
    if closing not in _closings:
        _closings.append(closing)


def is_closed(conversation: Conversation) -> bool:
    return any(closing(conversation) for closing in _closings)


def open(organisation: Organisation, *, title: str, path: str, audience: str = Role.CONTRIBUTOR) -> Conversation:
    """A new conversation about something that stands at `path`."""
    return Conversation.objects.create(organisation=organisation, title=title[:200], path=path, audience=audience)


def may_take_part(conversation: Conversation, member: Membership) -> bool:
    """Whether the member may read and write here."""
    if conversation.organisation_id != member.organisation_id or not member.is_at_least(conversation.audience):
        return False
    return all(gate(conversation, member) for gate in _gates)


def may_see_signal(conversation: Conversation, member: Membership) -> bool:
    """A signal's conversation is seen by whoever sees the signal."""
    signal = Signal.objects.for_organisation(conversation.organisation_id).filter(conversation=conversation).first()
    return signal is None or Signal.objects.seen_by(member).filter(pk=signal.pk).exists()


add_gate(may_see_signal)


def say(conversation: Conversation, text: str, *, by: Membership, answers: Comment | None = None) -> Comment | None:
    """Add what somebody says; None when they said nothing. Raises PermissionDenied outside the audience, or when it
    is closed."""
    if not may_take_part(conversation, by) or is_closed(conversation):
        raise PermissionDenied
    said = nfc(text).strip()[:LONGEST]
    if not said:
        return None
    if answers and answers.conversation_id != conversation.pk:
        answers = None
    with transaction.atomic():
        comment = Comment.objects.create(
            organisation_id=conversation.organisation_id,
            conversation=conversation,
            author=by,
            text=said,
            answers=answers.answers or answers if answers else None,
            language=by.organisation.language,
        )
        _remember(comment)
        log.record("comment.said", comment, by=by, details={"conversation": conversation.pk})
    return comment


@dataclass(frozen=True)
class FromGuest:
    """What a guest says, and where."""

    conversation: Conversation
    guest: Guest
    text: str


@transaction.atomic(savepoint=False)
def say_as_guests(said: Sequence[FromGuest]) -> list[Comment]:
    """Add what guests say, all at once; who says nothing is left out by the caller. Whether these guests may be here,
    and whether anybody still writes here, is asked by the step that let them in. A guest names nobody. Raises
    PermissionDenied for another organisation's guest, or one who is gone."""
    if any(one.guest.organisation_id != one.conversation.organisation_id or one.guest.ended_at for one in said):
        raise PermissionDenied
    comments = Comment.objects.bulk_create(
        Comment(
            organisation_id=one.conversation.organisation_id,
            conversation=one.conversation,
            guest=one.guest,
            text=one.text,
            language=one.conversation.organisation.language,
        )
        for one in said
    )
    CommentRevision.objects.bulk_create(
        CommentRevision(organisation_id=one.organisation_id, comment=one, version=one.version, text=one.text)
        for one in comments
    )
    log.record_all(
        "comment.said",
        [(one, {"conversation": one.conversation_id, "guest": one.guest_id}) for one in comments],
        by=None,
    )
    return comments


def mend(comment: Comment, text: str, *, by: Membership, version: int) -> bool:
    """The author changes what they said. False when it was changed meanwhile, or is gone, or would be empty."""
    said = nfc(text).strip()[:LONGEST]
    if comment.author_id != by.pk or is_closed(comment.conversation):
        raise PermissionDenied
    if not said:
        return False
    with transaction.atomic():
        rows = Comment.objects.for_organisation(comment.organisation_id).filter(pk=comment.pk, version=version)
        if not rows.filter(removed_at=None).update(text=said, version=F("version") + 1, changed_at=clock.now()):
            return False
        comment.refresh_from_db()
        _remember(comment)
        log.record("comment.changed", comment, by=by, changed=["text"])
    return True


def may_remove(comment: Comment, member: Membership) -> bool:
    return comment.author_id == member.pk or member.is_analyst


def remove(comment: Comment, *, by: Membership) -> bool:
    """Taken away, to be had back for thirty days. The author may, and an analyst."""
    return _mark(comment, by=by, verb="comment.removed", removed=True)


def bring_back(comment: Comment, *, by: Membership) -> bool:
    return _mark(comment, by=by, verb="comment.brought_back", removed=False)


def _mark(comment: Comment, *, by: Membership, verb: str, removed: bool) -> bool:
    if not may_remove(comment, by):
        raise PermissionDenied
    rows = Comment.objects.for_organisation(comment.organisation_id).filter(pk=comment.pk)
    rows = rows.filter(removed_at__isnull=removed)
    with transaction.atomic():
        if not rows.update(removed_at=clock.now() if removed else None):
            return False
        log.record(verb, comment, by=by)
    return True


def _remember(comment: Comment) -> None:
    """The text as it now stands, and whom it names."""
    organisation = comment.organisation_id
    CommentRevision.objects.create(
        organisation_id=organisation, comment=comment, version=comment.version, text=comment.text
    )
    comment.mentions.all().delete()
    named = {member.pk: member for _at, member in named_in(comment.text, people(comment.conversation))}
    Mention.objects.bulk_create(
        Mention(organisation_id=organisation, comment=comment, member=member) for member in named.values()
    )
    telling.named(comment, named.values())


def people(conversation: Conversation) -> list[Membership]:
    """Who may be named: the present members of the audience, longest name first."""
    present = Membership.objects.for_organisation(conversation.organisation_id).present()
    found = [member for member in present if member.is_at_least(conversation.audience)]
    return sorted(found, key=lambda member: -len(member.name))


def named_in(text: str, members: list[Membership]) -> list[tuple[int, Membership]]:
    """Where (the index of the @) and whom the text names as “@Name”, whatever the case. However many @ a guest writes
    for however many members: each is held against the names that begin as it goes on, and no further than they reach.
    """
    if "@" not in text:
        return []
    names: dict[str, list[tuple[str, Membership]]] = {}
    for member in members:
        name = member.name.casefold()
        names.setdefault(name[:1], []).append((name, member))
    reach = max((len(member.name) for member in members), default=0) + 1
    found = []
    for match in re.finditer("@", text):
        rest = text[match.end() : match.end() + reach].casefold()
        for name, member in names.get(rest[:1], ()):
            if rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum():
                found.append((match.start(), member))
                break
    return found


def standing(conversation: Conversation) -> list[Comment]:
    """What is said, each answer below what it answers, in the order it was said."""
    said = list(conversation.comments.filter(removed_at=None).select_related("author", "guest").order_by("at", "pk"))
    roots = {comment.pk for comment in said if comment.answers_id is None}
    below = {pk: [c for c in said if c.answers_id == pk] for pk in roots}
    orphans = [c for c in said if c.answers_id and c.answers_id not in roots]
    threads = [[c, *below[c.pk]] for c in said if c.pk in roots] + [[c] for c in orphans]
    return [comment for thread in sorted(threads, key=lambda thread: thread[0].at) for comment in thread]


def open_discussions(member: Membership) -> list[Conversation]:
    """Signals' conversations that somebody wrote in lately and the member may take part in, the latest first.

    Each carries `said` (how many) and `last_at`.
    """
    if not member.is_at_least(Role.CONTRIBUTOR):
        return []
    seen = Signal.objects.seen_by(member)
    lately = Comment.objects.for_member(member).filter(removed_at=None, at__gte=clock.now() - OPEN_FOR)
    living = Q(comments__removed_at=None)
    # What was said lately is asked first: most signals' conversations have long been still.
    found = Conversation.objects.for_member(member).filter(signal__in=seen, pk__in=lately.values("conversation"))
    found = found.annotate(said=Count("comments", filter=living), last_at=Max("comments__at", filter=living))
    return list(found.select_related("signal").order_by("-last_at"))
