"""A conversation as a page shows it: what is said, whom it names, and what this member may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.people import drafts
from utkik.people.models import Membership
from utkik.signals import talk
from utkik.signals.models import Comment, Conversation
from utkik.web.spelled import spelled


@dataclass(frozen=True)
class Said:
    """A comment with its text in pieces (text, whether it names somebody), and what the member may do with it."""

    comment: Comment
    paragraphs: list[list[tuple[str, bool]]]
    is_mine: bool
    may_remove: bool


def context(conversation: Conversation, member: Membership, *, answering: str = "") -> dict[str, Any]:
    """Everything that `signals/_talk.html` shows; {} for whom the conversation is not.

    `answering` is the key of the contribution that the form answers, as the address has it.
    """
    if not talk.may_take_part(conversation, member):
        return {}
    members = talk.people(conversation)
    comments = [_shown(comment, member, members) for comment in talk.standing(conversation)]
    return {
        "conversation": conversation,
        "comments": comments,
        "answered": next((said.comment for said in comments if str(said.comment.pk) == answering), None),
        "talk_title": title(len(comments)),
        "say_key": f"say-{conversation.pk}",
        "say_kept": drafts.load(member, f"say-{conversation.pk}").get("text", ""),
    }


def title(count: int) -> str:
    """“Discussion, three contributions”."""
    if not count:
        return _("Discussion")
    return ngettext("Discussion, %(count)s contribution", "Discussion, %(count)s contributions", count) % {
        "count": spelled(count, neuter=True)
    }


def _shown(comment: Comment, member: Membership, members: list[Membership]) -> Said:
    lines = [line for line in comment.text.split("\n") if line.strip()]
    paragraphs = [_pieces(line, members) for line in lines]
    return Said(comment, paragraphs, comment.author_id == member.pk, talk.may_remove(comment, member))


def _pieces(line: str, members: list[Membership]) -> list[tuple[str, bool]]:
    found, at = [], 0
    for begins, named in talk.named_in(line, members):
        ends = begins + 1 + len(named.name)
        found += [(line[at:begins], False), (line[begins:ends], True)]
        at = ends
    return [piece for piece in [*found, (line[at:], False)] if piece[0]]
