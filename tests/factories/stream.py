"""Entries, made the way they come: a source, what its feed said, and what receive makes of it."""

from datetime import timedelta
from hashlib import sha256
from itertools import count

from tests.factories.people import area as make_area
from tests.factories.people import member as make_member
from tests.factories.people import organisation as make_organisation
from utkik import clock
from utkik.collect.models import Feed, Item, Sighting, Source
from utkik.stream.models import Entry
from utkik.stream.receive import receive
from utkik.text.sorting import swedish

_entry_numbers = count(1)


def followed(name=None, *, organisation=None, feed=None, **fields):
    """A source of the organisation, with a feed of its own unless one is given."""
    number = next(_entry_numbers)
    home = organisation or make_organisation()
    address = f"https://flode{number}.example/rss"
    feed = feed or Feed.objects.create(address=address, identity=address, title=f"Flöde {number}")
    name = name or f"Källa {number}"
    return Source.objects.create(organisation=home, feed=feed, name=name, sort_key=swedish(name), **fields)


def said(source, title=None, *, item=None, published=None, language="sv", text="En text.", **fields):
    """What a source's feed says of an item, new unless one is given."""
    number = next(_entry_numbers)
    link = f"https://sida.example/{number}"
    published = published or clock.now() - timedelta(minutes=number)
    identity = sha256(link.encode()).hexdigest()
    item = item or Item.objects.create(identity=identity, address=link, published_at=published)
    return Sighting.objects.create(
        feed=source.feed,
        item=item,
        guid_hash=identity,
        link=fields.pop("link", item.address),
        title=title or f"Artikel {number}",
        summary_html=fields.pop("summary_html", f"<p>{text}</p>"),
        summary_text=text,
        language=language,
        published_at=published,
        text_hash=identity,
        **fields,
    )


def entry(title=None, *, organisation=None, watched_by=None, area=None, source=None, **fields):
    """A new entry. `watched_by` owns its area; other fields are the sighting's, `state` … the entry's."""
    home = organisation or (watched_by.organisation if watched_by else make_organisation())
    if watched_by and area is None:
        area = watched_by.areas_owned.first() or make_area(organisation=home, owner=watched_by)
    source = source or followed(organisation=home, area=area)
    own = {name: fields.pop(name) for name in ("state", "due_on", "received_at", "receiver") if name in fields}
    sighting = said(source, title, **fields)
    receive([sighting])
    made = Entry.objects.get(organisation=home, item=sighting.item)
    if own:
        Entry.objects.filter(pk=made.pk).update(**own)
        made.refresh_from_db()
    return made


def entries(size, **fields):
    """So many entries by one source, the first the newest."""
    first = entry(**fields)
    return [first, *(entry(organisation=first.organisation, source=first.source) for _ in range(size - 1))]


def scanner(**fields):
    """A scanner who owns an area."""
    made = make_member("scanner", **fields)
    make_area(name=f"Område {made.pk}", organisation=made.organisation, owner=made)
    return made
