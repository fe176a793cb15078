"""Tips: a colleague sends a link, a thought or a file, and it stands in the stream of whoever watches its area.

A tip's item is private to the organisation. Where its link is in the stream already the tip joins that entry; comes
the article by a source later, it joins the tip's entry (see receive).
"""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError, Sum
from django.utils.translation import gettext as _

from utkik import clock
from utkik.collect import own, same
from utkik.collect.address import canonical, host_of, identity
from utkik.collect.models import Source
from utkik.people import limits, log, uploads
from utkik.people.models import Area, Membership, Organisation, Upload
from utkik.stream.errors import NothingTipped, NotYours, ReadAlready
from utkik.stream.models import Arrival, Change, Entry, Tip
from utkik.text import search
from utkik.text.normal import nfc, one_line

LONGEST_TITLE, LONGEST_THOUGHT, LONGEST_LINK = 500, 2_000, 2_000
TITLE_OF_THOUGHT = 120
MOST_A_DAY, MOST_OF_ONE_A_DAY = 500 * 1024 * 1024, 100 * 1024 * 1024  # bytes of files


def send(
    *, by: Membership, link: str = "", title: str = "", thought: str = "", given: UploadedFile | None = None
) -> Tip:
    """Take in what somebody sends. Raises NothingTipped, limits.TooOften, uploads.FileRefused.

    Sent twice by the same person, a link stays one tip; a new thought takes the place of the old.
    """
    address = canonical(link)[:LONGEST_LINK]
    thought = nfc(thought).strip()[:LONGEST_THOUGHT]
    if not address and not thought and given is None:
        raise NothingTipped
    limits.take((limits.TIPS, f"{by.pk}"))
    with transaction.atomic():
        upload = _kept(given, by) if given is not None else None
        known = _standing_entry(by.organisation, address)
        title = one_line(title)[:LONGEST_TITLE] or (known.sighting.title if known else "")
        title = title or _title(address, thought, upload.name if upload else "")
        entry = known or _new_entry(by.organisation, address, title, thought)
        tip = Tip.objects.standing().filter(entry=entry, sender=by).first()
        if tip:
            tip.thought, tip.upload = thought or tip.thought, upload or tip.upload
            tip.save(update_fields=["thought", "upload"])
            return tip
        tip = Tip.objects.create(
            organisation=by.organisation,
            entry=entry,
            sender=by,
            link=address,
            link_key=key_of(address),
            title=title,
            thought=thought,
            upload=upload,
            has_joined=known is not None,
        )
        if known and thought:
            Entry.objects.filter(pk=known.pk).update(search_terms=f"{known.search_terms} {search.terms(thought)}")
        log.record("tip.sent", tip, by=by, details={"entry": entry.pk})
    return tip


def _kept(given: UploadedFile, by: Membership) -> Upload:
    """The file, while the organisation and its sender have not given more than fits a day."""
    since = clock.now() - timedelta(days=1)
    lately = Upload.objects.for_organisation(by.organisation).filter(uploaded_at__gt=since)
    given_by_all, given_by_one = (
        rows.aggregate(sum=Sum("size"))["sum"] or 0 for rows in (lately, lately.filter(uploaded_by=by))
    )
    size = given.size or 0
    if given_by_all + size > MOST_A_DAY or given_by_one + size > MOST_OF_ONE_A_DAY:
        raise uploads.FileRefused(
            _("Many large files have been given in a day. Send a link instead, or the file tomorrow.")
        )
    return uploads.keep(given, by=by)


def take_back(tip: Tip, *, by: Membership) -> bool:
    """The sender regrets it, as long as nobody has read it. False when it was taken back before.

    Raises NotYours, ReadAlready.
    """
    if tip.sender_id != by.pk:
        raise NotYours
    with transaction.atomic():
        entry = Entry.objects.select_for_update(of=("self",)).get(pk=tip.entry_id)
        if not tip.has_joined and (entry.state != Entry.State.NEW or Change.objects.filter(entry=entry).exists()):
            raise ReadAlready
        rows = Tip.objects.standing().filter(pk=tip.pk)
        if not rows.update(taken_back_at=clock.now()):
            return False
        log.record("tip.taken_back", tip, by=by)
        alone = not Tip.objects.standing().filter(entry=entry).exists()
        if alone and not tip.has_joined and not entry.arrivals.filter(source__is_tips=False).exists():
            _clear(entry)
    return True


def _clear(entry: Entry) -> None:
    """Nobody else knows of it: it leaves the stream. What something hangs on stays."""
    try:
        with transaction.atomic():
            entry.delete()
    except ProtectedError:
        Entry.objects.filter(pk=entry.pk).update(state=Entry.State.DISMISSED)


def key_of(address: str) -> str:
    """What two spellings of one link share; empty without a link."""
    return same.key(address)


def joined_by(organisation: int, keys: set[str]) -> dict[str, int]:
    """Link key → the entry that a tip made for it, of these."""
    rows = Tip.objects.for_organisation(organisation).standing().filter(link_key__among=keys, has_joined=False)
    return dict(rows.order_by("-pk").values_list("link_key", "entry"))


def _standing_entry(organisation: Organisation, address: str) -> Entry | None:
    """The entry that has the link: by the article's identity, or by an earlier tip."""
    if not address:
        return None
    key = key_of(address)
    entries = Entry.objects.for_organisation(organisation).select_related("sighting", "area")
    found = entries.filter(item__identity=f"link:{key}").first()
    return found or entries.filter(pk__in=joined_by(organisation.pk, {key}).values()).first()


def _new_entry(organisation: Organisation, address: str, title: str, thought: str) -> Entry:
    source, moment = own.box_of(organisation), clock.now()
    sighting = own.say(source, address=address, title=title)
    near = _nearest_source(organisation, address)
    entry = Entry.objects.create(
        organisation=organisation,
        item_id=sighting.item_id,
        sighting=sighting,
        source=source,
        area=fitting_area(organisation, near, f"{title} {thought}"),
        level=near.level if near else source.level,
        place=near.place if near else None,
        received_at=moment,
        sort_at=moment,
        search_terms=search.terms(title, thought),
    )
    Arrival.objects.create(organisation=organisation, entry=entry, source=source, sighting=sighting, at=moment)
    return entry


def fitting_area(organisation: Organisation, near: Source | None, words: str) -> Area | None:
    """Where the tip belongs: the area of a source on the same site, else the one area that its words name."""
    if near and near.area_id:
        return near.area
    said = search.terms(words).split()
    valid = Area.objects.for_organisation(organisation).valid()
    named = [area for area in valid if set(search.terms(area.name).split()) & set(said)]
    return named[0] if len(named) == 1 else None


def _nearest_source(organisation: Organisation, address: str) -> Source | None:
    """The organisation's source on the link's site, those with an area first."""
    host = host_of(address) if address else ""
    if not host:
        return None
    standing = Source.objects.for_organisation(organisation).standing().select_related("feed", "area", "place")
    found = [one for one in standing.order_by("pk") if host in (host_of(one.feed.site), host_of(one.feed.address))]
    return next((one for one in found if one.area_id), found[0] if found else None)


def _title(address: str, thought: str, file: str) -> str:
    """What a tip without a title is called: the thought's first line, the file's name, the link's place."""
    if thought:
        first = thought.split("\n")[0]
        return first if len(first) <= TITLE_OF_THOUGHT else f"{first[: TITLE_OF_THOUGHT - 1].rstrip()}…"
    return file or identity(address).rstrip("/")[:LONGEST_TITLE]
