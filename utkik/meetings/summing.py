"""What a forum gives: its summary, signals begun from what was said, proposals on trends, and invitations sent."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from utkik import clock
from utkik.meetings import convening, seats, wrong
from utkik.meetings.models import Forum, ForumMail, ForumResult
from utkik.people import links, log, mail
from utkik.people.models import Guest, Membership, Role
from utkik.signals import begin, evidence
from utkik.signals.models import Comment, Signal
from utkik.trends import propose
from utkik.trends.models import Proposal
from utkik.web import dates


@transaction.atomic
def publish(forum: Forum, *, by: Membership) -> bool:
    """Every member reads the summary. False when they do already. Raises NotTheGroups, NothingSummed."""
    held = convening.hold(forum, by)
    if not held.summary:
        raise wrong.NothingSummed
    if held.is_published or held.removed_at:
        return False
    held.published_at, held.published_by = clock.now(), by
    held.save(update_fields=["published_at", "published_by"])
    log.record("forum.summary_published", held, by=by)
    return True


@transaction.atomic
def withdraw(forum: Forum, *, by: Membership) -> bool:
    """Undo of `publish`: the group's own draft again. Raises NotTheGroups."""
    convening.check(by, forum)
    rows = Forum.objects.for_member(by).filter(pk=forum.pk, published_at__isnull=False)
    if not rows.update(published_at=None, published_by=None):
        return False
    log.record("forum.summary_withdrawn", forum, by=by)
    return True


@transaction.atomic
def begin_signal(forum: Forum, comment: Comment, *, by: Membership) -> Signal:
    """A draft with the talk as its evidence; the one begun from the same contribution when there is one.

    Raises NotTheGroups.
    """
    convening.check(by, forum)
    Forum.objects.for_member(by).select_for_update().get(pk=forum.pk)
    standing = forum.results.filter(comment=comment, signal__removed_at=None, signal__isnull=False).first()
    if standing and standing.signal:
        return standing.signal
    signal = begin.blank(by=by)
    on = forum.organisation.local(comment.at).date()
    title = _("The forum %(name)s") % {"name": forum.name}
    evidence.add_talk(signal, title=title, note=comment.text, by=by, dated=on)
    made = ForumResult.objects.create(
        organisation_id=forum.organisation_id, forum=forum, comment=comment, signal=signal, by=by
    )
    log.record("forum.signal_begun", made, by=by, details={"signal": signal.pk, "comment": comment.pk})
    return signal


@transaction.atomic
def propose_on_trend(forum: Forum, *, by: Membership, **told: Any) -> Proposal:
    """A proposal for the analysts that says which forum it comes from. Raises NotTheGroups, NothingProposed."""
    convening.check(by, forum)
    source = _("The forum %(name)s") % {"name": forum.name}
    proposal = propose.propose(by=by, source=source, **told)
    made = ForumResult.objects.create(organisation_id=forum.organisation_id, forum=forum, proposal=proposal, by=by)
    log.record("forum.proposed", made, by=by, details={"proposal": proposal.pk})
    return proposal


def to_invite(forum: Forum) -> list[Membership]:
    """Members of the invited units, and the group where it is invited, who have not been invited yet."""
    units = set(forum.units.values_list("unit", flat=True))
    known = set(forum.invited.values_list("member", flat=True))
    present = Membership.objects.for_organisation(forum.organisation_id).present().select_related("user")
    return [
        one
        for one in present
        if one.pk not in known
        and (one.unit_id in units or (forum.invites_group and one.role in (Role.SCANNER, Role.ANALYST)))
    ]


@transaction.atomic
def send(forum: Forum, *, by: Membership) -> int:
    """Invite everybody who was not invited yet; how many. Raises OnlyAnAnalyst, ForumIsOver, NothingToSend."""
    if not by.is_analyst or by.organisation_id != forum.organisation_id:
        raise wrong.OnlyAnAnalyst
    held = convening.hold(forum, by)
    if held.is_ended or held.removed_at:
        raise wrong.ForumIsOver
    members = to_invite(held)
    waiting = list(held.guests.standing().filter(sent_at=None, way=seats.LINK).select_related("guest"))
    if not members and not waiting:
        raise wrong.NothingToSend
    ForumMail.objects.bulk_create(
        ForumMail(organisation_id=held.organisation_id, forum=held, member=member) for member in members
    )
    held.guests.filter(pk__in=[seat.pk for seat in waiting]).update(sent_at=clock.now())
    for member in members:
        _mail(held, by, member.user.email if member.user else "", f"member-{member.pk}", member=member)
    for seat in waiting:
        _mail(held, by, seat.guest.email, f"guest-{seat.guest_id}", guest=seat.guest, page=seats.link(seat))
    log.record("forum.invited", held, by=by, details={"members": len(members), "guests": len(waiting)})
    return len(members) + len(waiting)


def when(forum: Forum) -> str:
    """“12 november 2026, 13:00, and in writing until 27 november 2026”."""
    parts = []
    if forum.room_at:
        parts.append(dates.moment(forum.room_at))
    if forum.writes_until:
        parts.append(_("in writing until %(day)s") % {"day": dates.day(forum.writes_until)})
    return "; ".join(parts)


def _mail(
    forum: Forum,
    by: Membership,
    address: str,
    whom: str,
    *,
    member: Membership | None = None,
    guest: Guest | None = None,
    page: str = "",
) -> None:
    if not address or not mail.can_send():
        return
    with mail.language_of(member.user if member else None, forum.organisation) as language:
        told = {
            "who": by.name,
            "organisation": forum.organisation.name,
            "name": forum.name,
            "when": when(forum),
            "place": forum.place,
            "about": forum.about,
            "asks": "\n".join(row.question.text for row in forum.questions.select_related("question")),
            "page": page or links.absolute(reverse("meetings:forum", args=[forum.organisation.slug, forum.pk])),
        }
        words = _(
            "%(who)s invites you to a forum of %(organisation)s: %(name)s\n\n%(when)s\n%(place)s\n\n%(asks)s\n\n"
            "%(about)s\n\nRead and take part here:\n%(page)s"
        )
        last = _("The link is yours alone. It opens this forum and nothing else, until the forum ends.")
        mail.put(
            forum.organisation,
            address=address,
            recipient=member,
            occasion=f"forum-{forum.pk}-{whom}",
            language=language,
            subject=_("The forum %(name)s") % told,
            text=words % told + (f"\n\n{last}" if guest else ""),
            holds_key=guest is not None,
        )
