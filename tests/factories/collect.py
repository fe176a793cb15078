"""Sources that are really fetched: feeds on a stub server, followed as the product follows them."""

from itertools import count

from tests.factories.people import organisation as make_organisation
from utkik import clock
from utkik.collect.ask import fetch
from utkik.collect.letters import mailroom
from utkik.collect.letters.models import Sender
from utkik.collect.models import Feed, Sighting
from utkik.collect.read import letter
from utkik.collect.sources import follow
from utkik.collect.texts import texts
from utkik.collect.texts.models import ArticleText

_source_numbers = count(1)


def source(address=None, *, organisation=None, by=None, name="", **fields):
    """A source of the organisation, added as a person adds it."""
    number = next(_source_numbers)
    home = organisation or (by.organisation if by else make_organisation())
    address = address or f"https://kalla{number}.example/rss"
    return follow.follow(home, address, name or f"Källa {number}", by=by, **fields)


def collected(**fields):
    """One pass over all followed feeds; returns its totals. `fields` are set on every feed first."""
    if fields:
        Feed.objects.update(**fields)
    return fetch.collect_once(all_feeds=True)


def sender(organisation=None, *, name="Forskningsbrevet", text="Kajen lagas i vår.", letters=1):
    """A newsletter's sender who waits, as the mailbox finds one."""
    home = organisation or make_organisation()
    number = next(_source_numbers)
    for nth in range(letters):
        told = f"From: {name} <brev{number}@norras.example>\nSubject: {name}\nMessage-ID: <{number}.{nth}>\n\n{text}"
        mailroom.keep_letter(letter.read(told.encode()), home)
    return Sender.objects.get(organisation=home, address=f"brev{number}@norras.example")


def whole_text(source, text):
    """The whole text of what the source said last, as it is fetched for its organisation."""
    sighting = Sighting.objects.filter(feed=source.feed).latest("pk")
    return ArticleText.objects.create(
        organisation=source.organisation,
        item=sighting.item,
        address="https://a.example/1",
        state=ArticleText.State.HAD,
        html=f"<p>{text}</p>",
        fetched_at=clock.now(),
        expires_at=clock.now() + texts.KEPT_FOR,
    )
