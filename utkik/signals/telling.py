"""Mail to whoever was named in a conversation."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from utkik.people import links, posting, wishes
from utkik.people.letters import Item, Letter, Section
from utkik.people.models import Membership
from utkik.signals.models import Comment

LONGEST = 400


def named(comment: Comment, members: Iterable[Membership]) -> None:
    """Tell each who wants to know, once per contribution; not the author. In the transaction of what was said."""
    for member in members:
        if member.pk != comment.author_id and wishes.wants(member, wishes.MENTIONS):
            posting.post(
                member,
                lambda: _letter(comment),
                occasion=f"mention-{comment.pk}-{member.pk}",
                kind=wishes.MENTIONS,
            )


def _letter(comment: Comment) -> tuple[str, Letter]:
    who = comment.author.name if comment.author else comment.guest.name if comment.guest else ""
    title = _("%(name)s wrote to you") % {"name": who}
    conversation = comment.conversation
    address = links.absolute(conversation.path)
    item = Item(name=conversation.title, url=address, said=Truncator(comment.text).chars(LONGEST))
    letter = Letter(
        title,
        above=comment.organisation.name,
        act=(_("Read and answer"), f"{address}#talk"),
        sections=[Section(_("What was said"), [item])],
        why=_("You get this because you were named."),
    )
    return f"{title}: {conversation.title}", letter
