"""What comes by no feed: an organisation's own box, through which its colleagues' tips become items private to it."""

from __future__ import annotations

import secrets

from django.utils import translation
from django.utils.translation import gettext as _

from utkik import clock
from utkik.collect.address import fingerprint
from utkik.collect.models import Feed, Item, Sighting, Source
from utkik.people.models import Organisation
from utkik.text.sorting import swedish


def box_of(organisation: Organisation) -> Source:
    """The source without an address by which tips come, made with the first; it is never fetched."""
    known = Source.objects.for_organisation(organisation).filter(is_tips=True).select_related("feed").first()
    if known:
        return known
    with translation.override(organisation.language):
        name = _("Tips")
    feed, _made = Feed.objects.get_or_create(
        identity=f"tips:{organisation.pk}", defaults={"address": "", "title": name, "retired_at": clock.now()}
    )
    source, _made = Source.objects.get_or_create(
        organisation=organisation,
        feed=feed,
        removed_at=None,
        defaults={"name": name, "sort_key": swedish(name), "is_tips": True},
    )
    return source


def say(source: Source, *, address: str, title: str) -> Sighting:
    """A new item private to the box's organisation, as the box tells it."""
    mark, moment = secrets.token_hex(16), clock.now()
    item = Item.objects.create(
        identity=f"tip:{mark}", address=address, first_seen_at=moment, private_to_id=source.organisation_id
    )
    return Sighting.objects.create(
        feed=source.feed,
        item=item,
        guid_hash=fingerprint("tip", mark),
        link=address,
        title=title,
        first_seen_at=moment,
        text_hash=fingerprint(title),
    )
