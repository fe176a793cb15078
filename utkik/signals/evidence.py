"""What lies behind a signal: an item of the stream, a link, a file, or a talk."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from utkik import clock
from utkik.collect.address import host_of
from utkik.people import log, uploads
from utkik.people.models import Membership
from utkik.signals import indexing
from utkik.signals.errors import EvidenceRefused
from utkik.signals.models import Evidence, Signal
from utkik.stream.models import Entry
from utkik.text.normal import one_line

Sort = Evidence.Sort


def add_entry(signal: Signal, entry: Entry, *, by: Membership | None) -> Evidence:
    """The item as it stood in the stream: its title, publisher and date are taken over, so that they stay."""
    sighting = entry.sighting
    moment = sighting.published_at  # as the organisation's own source says
    return _add(
        signal,
        by,
        sort=Sort.ITEM,
        entry=entry,
        title=one_line(sighting.title) or _("Item without a title"),
        publisher=publisher(entry),
        address=web_address(sighting.link),
        language=sighting.language,
        dated=signal.organisation.local(moment).date() if moment else None,
    )


def publisher(entry: Entry) -> str:
    """Who published it: what the organisation calls the first source it came by."""
    if entry.source.is_tips:
        return host_of(entry.sighting.link) if entry.sighting.link else ""
    return entry.source.name


def add_link(
    signal: Signal, *, address: str, by: Membership, title: str = "", publisher: str = "", dated: date | None = None
) -> Evidence:
    """A page on the web; raises EvidenceRefused when the address is none."""
    link = web_address(address.strip())
    if not link:
        raise EvidenceRefused("address", _("Write an address that begins with https:// or http://."))
    name = one_line(title)[:500] or urlsplit(link).hostname or link
    return _add(signal, by, sort=Sort.LINK, title=name, publisher=one_line(publisher)[:200], address=link, dated=dated)


def add_talk(signal: Signal, *, title: str, by: Membership, note: str = "", dated: date | None = None) -> Evidence:
    """A talk with somebody, told in a line."""
    line = one_line(title)[:500]
    if not line:
        raise EvidenceRefused("title", _("Write whom you talked with."))
    return _add(signal, by, sort=Sort.TALK, title=line, note=one_line(note)[:500], dated=dated)


def add_file(signal: Signal, given: UploadedFile, *, by: Membership, title: str = "", note: str = "") -> Evidence:
    """A file, checked and kept; raises EvidenceRefused with what is wrong with it."""
    try:
        upload = uploads.keep(given, by=by)
    except uploads.FileRefused as refused:
        raise EvidenceRefused("file", refused.sentence) from refused
    return _add(
        signal,
        by,
        sort=Sort.FILE,
        title=one_line(title)[:500] or upload.name,
        note=one_line(note)[:500],
        upload=upload,
    )


def remove(piece: Evidence, *, by: Membership) -> bool:
    """Laid away, to be had back for thirty days."""
    return _mark(piece, by=by, verb="evidence.removed", before=None, after=clock.now())


def bring_back(piece: Evidence, *, by: Membership) -> bool:
    return _mark(piece, by=by, verb="evidence.brought_back", before=piece.removed_at, after=None)


def web_address(address: str) -> str:
    """The address if it leads to the web, else nothing: no other scheme is ever made a link."""
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname)
    except ValueError:
        return ""
    plain = not any(sign.isspace() or ord(sign) < 32 for sign in address)
    return address[:2000] if parts.scheme in ("http", "https") and named and plain else ""


@transaction.atomic
def _add(signal: Signal, by: Membership | None, **values) -> Evidence:
    pieces = Evidence.objects.for_organisation(signal.organisation_id).filter(signal=signal)
    if values.get("entry"):
        standing = pieces.filter(entry=values["entry"], removed_at=None).first()
        if standing:
            return standing
    piece = Evidence.objects.create(
        organisation_id=signal.organisation_id, signal=signal, added_by=by, position=pieces.count() + 1, **values
    )
    log.record("evidence.added", piece, by=by, details={"signal": signal.pk, "sort": piece.sort})
    indexing.index(signal)
    return piece


def _mark(piece: Evidence, *, by: Membership, verb: str, before, after) -> bool:
    rows = Evidence.objects.for_organisation(piece.organisation_id).filter(pk=piece.pk, removed_at=before)
    try:
        with transaction.atomic():
            if not rows.update(removed_at=after):
                return False
            log.record(verb, piece, by=by, details={"signal": piece.signal_id})
            indexing.index(piece.signal)
    except IntegrityError:
        return False
    return True
