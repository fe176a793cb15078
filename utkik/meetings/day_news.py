"""What those who were invited to a theme day are told when it is moved, called off, or held after all."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from utkik.meetings.inviting import guest_link, when
from utkik.meetings.models import DayInvitation, ThemeDay
from utkik.people import links, mail

MOVES = ("on", "begins", "ends", "place")
MOVED, CALLED_OFF, UPHELD = "moved", "called-off", "upheld"


def tell(day: ThemeDay, news: str) -> int:
    """Write to everybody who was invited and did not say no, in the transaction of the act; returns to how many."""
    if day.is_over or day.removed_at:
        return 0
    return sum(_mail(day, invitation, news) for invitation in _asked(day))


def _asked(day: ThemeDay) -> QuerySet[DayInvitation]:
    sent = day.invitations.sent().filter(removed_at=None).exclude(answer=DayInvitation.Answer.NO)
    return sent.select_related("member__user", "guest").order_by("pk")


def _mail(day: ThemeDay, invitation: DayInvitation, news: str) -> bool:
    member, guest = invitation.member, invitation.guest
    user = member.user if member else None
    address = user.email if user else (guest.email if guest else "")
    # A guest's letter holds their key, so it is not laid where others read it.
    if not address or (guest and not mail.can_send()) or (member and (member.left_at or member.mail_paused_at)):
        return False
    with mail.language_of(user, day.organisation) as language:
        subject, text = _words(day, news, guest_link(guest) if guest else links.absolute(day.get_absolute_url()))
        mail.put(
            day.organisation,
            address=address,
            recipient=member,
            occasion=f"theme-day-{day.pk}-{news}-{day.calendar_version}-{invitation.pk}",
            language=language,
            subject=subject,
            text=text,
            holds_key=guest is not None,
        )
    return True


def _words(day: ThemeDay, news: str, page: str) -> tuple[str, str]:
    told = {
        "theme": day.theme,
        "when": when(day),
        "place": day.place,
        "page": page,
        "calendar": links.absolute(reverse("meetings:calendar", args=[day.calendar_key])),
    }
    subject = {
        MOVED: _("Moved: %(theme)s"),
        CALLED_OFF: _("Called off: %(theme)s"),
        UPHELD: _("Held after all: %(theme)s"),
    }[news] % told
    if news == CALLED_OFF:
        lines = [_("The theme day %(theme)s, %(when)s, is called off.") % told]
    else:
        lines = [
            _("The theme day %(theme)s is held here and then:") % told,
            "\n".join(filter(None, [told["when"], told["place"]])),
            _("Change your answer if you cannot come:\n%(page)s") % told,
            _("Lay it in your calendar:\n%(calendar)s") % told,
        ]
    return subject, "\n\n".join(lines)
