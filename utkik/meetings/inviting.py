"""Who is asked to a theme day: put on a list by the group, invited by an analyst, and what they answer.

A guest gets an address of their own that opens that one day and nothing else; only its hash is stored.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from utkik import clock
from utkik.meetings import wrong
from utkik.meetings.models import DayInvitation, ThemeDay
from utkik.meetings.models.days import moment
from utkik.people import limits, links, log, mail
from utkik.people.models import Guest, Membership
from utkik.people.models.members import tidy_email
from utkik.text.normal import one_line
from utkik.web import dates

READS_ON = timedelta(days=30)  # how long a guest may read on after the day
Answer = DayInvitation.Answer


@transaction.atomic
def add_members(day: ThemeDay, members: Iterable[Membership], *, by: Membership) -> int:
    """Put members on the list; how many were not on it. Raises NotTheGroups."""
    _check(day, by)
    known = set(day.invitations.standing().exclude(member=None).values_list("member", flat=True))
    mine = [one for one in members if one.organisation_id == by.organisation_id and one.pk not in known]
    DayInvitation.objects.bulk_create(
        DayInvitation(organisation_id=by.organisation_id, day=day, member=one, added_by=by) for one in mine
    )
    if mine:
        log.record("theme_day.listed", day, by=by, details={"members": [one.pk for one in mine]})
    return len(mine)


@transaction.atomic
def add_guest(day: ThemeDay, *, name: str, by: Membership, affiliation: str = "", email: str = "") -> DayInvitation:
    """Put somebody from outside on the list. Raises NotTheGroups, NeedsWords, limits.TooOften."""
    _check(day, by)
    name = one_line(name)[:120]
    if not name:
        raise wrong.NeedsWords
    limits.take((limits.INVITATIONS, str(by.organisation_id)))
    guest = Guest(
        organisation_id=by.organisation_id,
        name=name,
        affiliation=one_line(affiliation)[:120],
        email=tidy_email(email)[:254],
        invited_by=by,
        created_at=clock.now(),
        expires_at=_last_moment(day),
    )
    guest.token_hash = links.hashed(token(guest))
    guest.save()
    made = DayInvitation.objects.create(organisation_id=by.organisation_id, day=day, guest=guest, added_by=by)
    log.record("theme_day.guest_listed", made, by=by, details={"guest": guest.pk})
    return made


@transaction.atomic
def drop(invitation: DayInvitation, *, by: Membership) -> bool:
    """Off the list; a guest's address is dead at once. False when it is off already. Raises NotTheGroups."""
    _check(invitation.day, by)
    rows = DayInvitation.objects.for_member(by).filter(pk=invitation.pk, removed_at=None)
    if not rows.update(removed_at=clock.now()):
        return False
    log.record("theme_day.unlisted", invitation, by=by)
    return True


@transaction.atomic
def restore(invitation: DayInvitation, *, by: Membership) -> bool:
    """On the list again. False when it is. Raises NotTheGroups."""
    _check(invitation.day, by)
    others = invitation.day.invitations.standing().filter(member=invitation.member_id).exclude(member=None)
    rows = DayInvitation.objects.for_member(by).filter(pk=invitation.pk, removed_at__isnull=False)
    if others.exists() or not rows.update(removed_at=None):
        return False
    log.record("theme_day.listed_again", invitation, by=by)
    return True


@transaction.atomic
def send(day: ThemeDay, *, by: Membership) -> int:
    """Invite everybody on the list who was not invited yet; how many. Raises OnlyAnAnalyst, NothingToSend."""
    if not by.is_analyst or by.organisation_id != day.organisation_id:
        raise wrong.OnlyAnAnalyst
    if day.is_cancelled or day.is_over or day.removed_at:
        raise wrong.MeetingRefused
    waiting = list(day.invitations.unsent().select_related("member__user", "guest").select_for_update(of=("self",)))
    if not waiting:
        raise wrong.NothingToSend
    sent = DayInvitation.objects.for_member(by).filter(pk__in=[one.pk for one in waiting], sent_at=None)
    sent.update(sent_at=clock.now())
    for invitation in waiting:
        _mail(day, invitation, by)
    log.record("theme_day.invited", day, by=by, details={"count": len(waiting)})
    return len(waiting)


@transaction.atomic
def answer(invitation: DayInvitation, given: str, *, by: Membership | None = None) -> bool:
    """Comes or cannot; changed as long as the day lies ahead. False when it is over or the invitation gone."""
    if given not in Answer.values or invitation.day.is_over or invitation.day.is_cancelled:
        return False
    rows = DayInvitation.objects.for_organisation(invitation.organisation_id).sent().filter(pk=invitation.pk)
    if not rows.exclude(answer=given).update(answer=given, answered_at=clock.now()):
        return False
    log.record("theme_day.answered", invitation, by=by, details={"answer": given})
    return True


def of_member(day: ThemeDay, member: Membership) -> DayInvitation | None:
    """The member's own invitation, once it is sent."""
    return DayInvitation.objects.for_member(member).sent().filter(day=day, member=member).select_related("day").first()


def find(given: str) -> DayInvitation | None:
    """The invitation behind a guest's address; None when it is dead."""
    guests = DayInvitation.objects.standing().filter(
        guest__token_hash=links.hashed(given),
        guest__ended_at=None,
        guest__expires_at__gt=clock.now(),
        day__removed_at=None,
    )
    return guests.select_related("guest", "day__organisation").first()


def token(guest: Guest) -> str:
    """256 bits that only this installation can make; the row holds but their hash."""
    seat = f"{guest.organisation_id}:{guest.name}:{guest.created_at.astimezone(UTC).isoformat()}"
    digest = salted_hmac("utkik.meetings.day", seat, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def guest_link(guest: Guest) -> str:
    """Where a guest reads about the day and answers; nothing once the installation's secret was changed."""
    word = token(guest)
    if links.hashed(word) != guest.token_hash:
        return ""
    return links.absolute(reverse("meetings:guest_day", args=[word]))


def forget() -> int:
    """Guests of days that are over: their address opens nothing and is not kept. Returns how many."""
    over = Guest.objects.filter(day_invitation__isnull=False, ended_at=None, expires_at__lte=clock.now())
    return over.update(ended_at=clock.now(), email="")


def _last_moment(day: ThemeDay) -> datetime:
    hours = day.hours()
    ends = hours[1] if hours else moment(day.on, datetime.max.time(), day.organisation.timezone)
    return ends + READS_ON


def _check(day: ThemeDay, by: Membership) -> None:
    if not by.in_group or by.organisation_id != day.organisation_id:
        raise wrong.NotTheGroups


def _mail(day: ThemeDay, invitation: DayInvitation, by: Membership) -> None:
    member, guest = invitation.member, invitation.guest
    user = member.user if member else None
    address = user.email if user else (guest.email if guest else "")
    if not address or not mail.can_send():
        return
    with mail.language_of(user, day.organisation) as language:
        page = guest_link(guest) if guest else links.absolute(day.get_absolute_url())
        calendar = links.absolute(reverse("meetings:calendar", args=[day.calendar_key]))
        told = {
            "who": by.name,
            "organisation": day.organisation.name,
            "theme": day.theme,
            "when": when(day),
            "place": day.place,
            "purpose": day.purpose,
            "page": page,
            "calendar": calendar,
        }
        mail.put(
            day.organisation,
            address=address,
            recipient=member,
            occasion=f"theme-day-{day.pk}-{invitation.pk}",
            language=language,
            subject=_("Theme day: %(theme)s") % told,
            text=_(
                "%(who)s invites you to the theme day of %(organisation)s: %(theme)s\n\n"
                "%(when)s\n%(place)s\n\n%(purpose)s\n\n"
                "Read the programme and answer here:\n%(page)s\n\nLay it in your calendar:\n%(calendar)s"
            )
            % told,
            holds_key=guest is not None,
        )


def when(day: ThemeDay) -> str:
    """“21 maj 2026, 08.30–15.00”."""
    words = dates.day(day.on)
    if day.begins is None:
        return words
    hours = f"{day.begins:%H:%M}" + (f"–{day.ends:%H:%M}" if day.ends else "")
    return f"{words}, {hours}"
