"""A feed that is closed for good: it is asked no more, and those who watch its areas are told."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from utkik import clock
from utkik.collect.models import Feed, Source
from utkik.people import links, mail
from utkik.people.models import Area, Membership


def retire(feed: Feed) -> int:
    """Ask the feed no more, in the transaction that notes its answer. Returns how many letters were laid out."""
    moment = clock.now()
    if not Feed.objects.filter(pk=feed.pk, retired_at=None).update(retired_at=moment):
        return 0
    sources = Source.objects.standing().filter(feed=feed, paused_at=None)
    told = 0
    for source in sources.select_related("organisation", "area").order_by("pk"):
        for member in watchers(source):
            _write(member, source, occasion=f"feed-{feed.pk}-gone-{moment:%Y%m%d%H%M}-{source.pk}")
            told += 1
    return told


def watchers(source: Source) -> list[Membership]:
    """Who answers for the source today: its area's owner and who stands in, else who added it, else the analysts."""
    group = Membership.objects.for_organisation(source.organisation_id).group().select_related("user")
    reached = [member for member in group if _has_user(member)]
    return (
        [one for one in reached if source.area and _watches(one, source.area)]
        or [one for one in reached if one.pk == source.added_by_id]
        or [one for one in reached if one.is_analyst]
    )


def _watches(member: Membership, area: Area) -> bool:
    return Area.objects.watched_by(member).filter(pk=area.pk).exists()


def _has_user(member: Membership) -> bool:
    return member.user is not None and member.mail_paused_at is None


def _write(member: Membership, source: Source, *, occasion: str) -> None:
    home = source.organisation
    assert member.user is not None
    with mail.language_of(member.user, home) as language:
        path = reverse("collect:source", args=[home.slug, source.pk])
        text = _(
            "The site says that the feed of the source “%(name)s” is closed for good, so Utkik no longer reads it. What"
            " came earlier stays. Look for a new feed on the site, or remove the source."
        )
        subject = _("The source “%(name)s” is closed") % {"name": source.name}
        words = f"{text % {'name': source.name}}\n\n{links.absolute(path)}"
    mail.put(
        home,
        address=member.user.email,
        occasion=occasion[:120],
        language=language,
        subject=subject,
        text=words,
        recipient=member,
    )
