"""Following feeds: begin, change, pause, end, and have back what was ended."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.collect import partings, watch
from utkik.collect.address import identity
from utkik.collect.letters import senders
from utkik.collect.models import Feed, Source
from utkik.collect.read import ways
from utkik.net import ports
from utkik.net.place import checked
from utkik.people import log
from utkik.people.models import Area, Level, Membership, Organisation, Place
from utkik.text.normal import one_line
from utkik.text.sorting import swedish

OVERDUE = timedelta(days=1)


class AlreadyFollowed(Exception):
    """The organisation follows the feed; `source` says as what."""

    code = "already_followed"
    text = _("That feed is followed already. Open the source to change how it is followed.")

    def __init__(self, source: Source) -> None:
        super().__init__(self.code)
        self.source = source


@transaction.atomic
def follow(
    organisation: Organisation,
    address: str,
    name: str,
    *,
    by: Membership | None,
    area: Area | None = None,
    level: str = Level.WIDER,
    place: Place | None = None,
    kind: str = ways.FEED,
    selector: str = "",
    open_port: str = "",
) -> Source:
    """Follow a feed, or watch a page; it is fetched at once. `open_port`: its host and port, which an analyst allows.

    Raises AlreadyFollowed, NetError where the address may not be asked for.
    """
    feed = _feed(address, kind, selector)
    known = Source.objects.for_organisation(organisation).filter(feed=feed, removed_at=None).first()
    if known:
        raise AlreadyFollowed(known)
    name = one_line(name)[:200] or feed.title[:200] or identity(address)[:200]
    source = Source.objects.create(
        organisation=organisation,
        feed=feed,
        name=name,
        sort_key=swedish(name)[:400],
        area=area,
        level=level,
        place=place,
        added_by=by,
        open_port=open_port if open_port == ports.place_of(feed.address) else "",
        added_at=clock.now(),
    )
    _fetch_anew(feed)
    log.record("source.followed", source, by=by, details={"feed": feed.pk})
    return source


@transaction.atomic
def change(source: Source, fields: dict, *, by: Membership) -> bool:
    """Change name, area, level, place. Returns False where nothing differs."""
    changed = [name for name, value in fields.items() if getattr(source, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(source, name, fields[name])
    source.sort_key = swedish(source.name)[:400]
    source.version += 1
    source.save()
    if "rhythm" in changed:
        _fetch_soon(source.feed)
    if "open_port" in changed:
        try_now(source.feed)
    log.record("source.changed", source, by=by, changed=changed)
    return True


@transaction.atomic
def pause(source: Source, *, by: Membership) -> bool:
    """Stop fetching for this organisation. Returns False when a colleague was first."""
    running = Source.objects.for_organisation(source.organisation_id).filter(
        pk=source.pk, paused_at=None, removed_at=None
    )
    if not running.update(paused_at=clock.now()):
        return False
    log.record("source.paused", source, by=by)
    return True


@transaction.atomic
def resume(source: Source, *, by: Membership) -> bool:
    """Fetch again, at once. Returns False when a colleague was first."""
    paused = Source.objects.for_organisation(source.organisation_id).filter(pk=source.pk, removed_at=None)
    if not paused.exclude(paused_at=None).update(paused_at=None):
        return False
    _fetch_anew(source.feed)
    log.record("source.resumed", source, by=by)
    return True


@transaction.atomic
def remove(source: Source, *, by: Membership) -> bool:
    """Stop following; what came stays in the stream. It can be had back for 30 days."""
    standing = Source.objects.for_organisation(source.organisation_id).filter(pk=source.pk, removed_at=None)
    if not standing.update(removed_at=clock.now()):
        return False
    log.record("source.removed", source, by=by)
    return True


@transaction.atomic
def remove_with_articles(source: Source, *, by: Membership) -> int:
    """Stop following, and set aside what waits and came by this source alone. Returns how many that were."""
    if not remove(source, by=by):
        return 0
    return partings.take_away(source, by=by)


@transaction.atomic
def restore(source: Source, *, by: Membership) -> bool:
    """Follow again what was removed. Returns False where the feed is followed anew, or after 30 days."""
    rows = Source.objects.for_organisation(source.organisation_id)
    if rows.filter(feed=source.feed_id, removed_at=None).exists():
        return False
    removed = rows.removed_lately().order_by().filter(pk=source.pk)
    if not removed.update(removed_at=None):
        return False
    senders.hear_again(source)
    _fetch_anew(source.feed)
    log.record("source.restored", source, by=by)
    return True


@transaction.atomic
def confirm(source: Source, *, by: Membership) -> bool:
    """A rebuilt page is read rightly. Returns False where nothing was warned of."""
    if not watch.confirm(source.feed):
        return False
    log.record("source.confirmed", source, by=by)
    return True


def try_now(feed: Feed) -> None:
    """Let a feed be fetched at once, whatever its back-off, and be asked again where it was retired.

    What comes as letters comes from the mailbox, which is read at once.
    """
    if feed.kind == Feed.Kind.LETTERS:
        senders.read_soon()
    Feed.objects.filter(pk=feed.pk).update(next_check_at=clock.now() - OVERDUE, retired_at=None)


def _feed(address: str, kind: str, selector: str) -> Feed:
    """The feed that all organisations share: what it is called and where it belongs it says itself, when it is read."""
    # Asked for as it was given: some servers take only their own spelling.
    place = str(checked(address))
    told = {"address": place, "kind": kind, "selector": selector}
    feed, _made = Feed.objects.get_or_create(identity=ways.identity_of(place, kind, selector), defaults=told)
    return feed


def _fetch_soon(feed: Feed) -> None:
    """Look once more, so that the wait after it is the one that is wished now. A back-off is not cut short."""
    Feed.objects.filter(pk=feed.pk, failures=0, next_check_at__gt=clock.now()).update(next_check_at=clock.now())


def _fetch_anew(feed: Feed) -> None:
    """The whole feed at the next turn, so that the new follower gets what stands in it today and nothing older."""
    overdue = clock.now() - OVERDUE
    Feed.objects.filter(pk=feed.pk).update(
        next_check_at=overdue, retired_at=None, etag="", last_modified="", body_hash=""
    )
