"""Guests of a forum: invited by an analyst through a link of their own, or let in by the code in the room.

A guest has no password. What opens the forum is a word of 256 bits, kept by the guest's browser; only its hash is
stored, and it is asked for anew with every request: it is dead as soon as the forum ends or the guest is taken off.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse

from utkik import clock
from utkik.meetings import convening, inviting, wrong
from utkik.meetings.models import Forum, ForumGuest
from utkik.people import limits, links, log
from utkik.people.models import Act, Guest, Membership
from utkik.people.models.members import tidy_email
from utkik.text.normal import one_line

# fmt: off
WORDS = (
    "FJORD", "HAMN", "KOMPASS", "FYR", "STRAND", "HOLME", "SKEPP", "SEGEL", "ANKARE", "KLIPPA", "LODS", "BOJ",
    "KAJ", "BRYGGA", "SUND", "VIK", "UDDE", "MAST", "RODER", "TORSK", "KRABBA", "MUSSLA", "DYNING", "BRIS", "DIMMA",
    "KARTA", "LOGG", "JOLLE", "EKA", "SLUSS", "KANAL", "DAMM", "LUND", "HAGE", "STIG",
    "BRO", "TORG", "TORN", "KLOCKA", "LYKTA", "PORT", "TRAPPA", "SMEDJA", "KVARN", "BRUNN", "MUR", "KULLE", "DAL",
    "MO", "HED", "PIR", "DOCKA", "FLAGGA", "STORM", "TIMMER", "NOT", "RIGG", "SKOT", "STAG", "FENDER",
)
# fmt: on
NUMBERS = range(1000, 10_000)
CODES = limits.Limit("forum-codes-from-address", 60, timedelta(hours=1))
SEATS = limits.Limit("forum-seats-from-address", 150, timedelta(hours=1))
MOST_IN_ROOM = 400
LINK, CODE = ForumGuest.Way.LINK, ForumGuest.Way.CODE


@transaction.atomic
def add(forum: Forum, *, name: str, by: Membership, affiliation: str = "", email: str = "") -> ForumGuest:
    """Put somebody from outside on the list. Raises NotTheGroups, NeedsWords, ForumIsOver, limits.TooOften."""
    convening.check(by, forum)
    name = one_line(name)[:120]
    if not name:
        raise wrong.NeedsWords
    if forum.is_ended or forum.removed_at:
        raise wrong.ForumIsOver
    limits.take((limits.INVITATIONS, str(by.organisation_id)))
    guest = Guest(name=name, email=tidy_email(email)[:254], invited_by=by)
    seat = _seat(forum, guest, affiliation, LINK, "")
    log.record("forum.guest_listed", seat, by=by, details={"guest": guest.pk})
    return seat


def enter(code: str, *, name: str, affiliation: str, address: str) -> tuple[str, Forum]:
    """In by the code on the wall; the word that opens the forum from now on. `address` is where the try comes from.

    So many new seats an hour and network: a whole room behind one address fits, one phone does not fill the forum.
    Raises NeedsWords, WrongCode, ForumIsFull, TooManyCame, limits.TooOften.
    """
    forum = by_code(code, address=address)
    name = one_line(name)[:120]
    if not name:
        raise wrong.NeedsWords
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        if forum.guests.standing().filter(way=CODE).count() >= MOST_IN_ROOM:
            raise wrong.ForumIsFull
        _take_seat(forum, address)
        seat = _seat(forum, Guest(name=name), affiliation, CODE, token)
        log.record("forum.guest_came", seat, by=None, details={"guest": seat.guest_id})
    return token, forum


def _take_seat(forum: Forum, address: str) -> None:
    try:
        limits.take((SEATS, f"{forum.pk} {limits.network(address)}"))
    except limits.TooOften as often:
        raise wrong.TooManyCame from often


def by_code(code: str, *, address: str) -> Forum:
    """The forum that a code opens now. Only wrong codes count against who tries. Raises WrongCode, limits.TooOften."""
    tried = (CODES, limits.network(address))
    limits.take(tried)
    forum = Forum.objects.standing().filter(code=tidy(code), ended_at=None).exclude(code="")
    found = forum.select_related("organisation", "conversation").first()
    if found is None or clock.now() >= convening.last_moment(found):
        raise wrong.WrongCode
    limits.give_back(tried)
    return found


def tidy(code: str) -> str:
    """The code as it is kept, however it was written: “fjord-kaj4281” is FJORD KAJ 4281."""
    signs = "".join(sign for sign in one_line(code).upper() if sign.isalnum())[:20]
    letters = signs.rstrip("0123456789")
    pairs = ((letters[:place], letters[place:]) for place in range(2, len(letters) - 1))
    words = next((pair for pair in pairs if set(pair) <= set(WORDS)), (letters,))
    return " ".join([*words, signs[len(letters) :]]).strip()


def new_code() -> str:
    """Two words and four figures: easily said aloud, and one of more than thirty million."""
    return f"{secrets.choice(WORDS)} {secrets.choice(WORDS)} {secrets.choice(NUMBERS)}"


def find(token: str) -> ForumGuest | None:
    """The seat that a guest's word opens; None when it is dead."""
    return next(iter(opened_by([links.hashed(token)])), None) if token else None


def opened_by(hashes: Iterable[str], *, held: bool = False) -> list[ForumGuest]:
    """The seats that these words open (their hashes are given); none for one that is dead. `held`: the guests' rows
    are kept from others until the transaction ends."""
    seats = ForumGuest.objects.standing().filter(
        guest__token_hash__in=list(hashes),
        guest__ended_at=None,
        guest__expires_at__gt=clock.now(),
        forum__removed_at=None,
        forum__ended_at=None,
    )
    if held:
        seats = seats.select_for_update(of=("guest",)).order_by("guest")
    found = list(seats.select_related("guest", "forum__organisation", "forum__conversation"))
    for seat in found:
        seat.forum.conversation.organisation = seat.forum.organisation
    return found


def link(seat: ForumGuest) -> str:
    """Where an invited guest comes in; nothing once the installation's secret was changed, or for one by code."""
    word = inviting.token(seat.guest)
    if links.hashed(word) != seat.guest.token_hash:
        return ""
    return links.absolute(reverse("meetings:come_in", args=[word]))


@transaction.atomic
def drop(seat: ForumGuest, *, by: Membership) -> bool:
    """Off the list: what opened the forum is dead at once. False when it is off already. Raises NotTheGroups."""
    return _mark(seat, by, "forum.guest_dropped", {"removed_at": None}, clock.now())


@transaction.atomic
def drop_by_code(forum: Forum, *, by: Membership) -> Act | None:
    """Everybody who came by the code is off the list, and the code opens nothing any more: they would come back by it.
    None when nobody had come. Raises NotTheGroups."""
    held = convening.hold(forum, by)
    mine = ForumGuest.objects.for_member(by).standing().filter(forum=held, way=CODE)
    dropped = list(mine.values_list("pk", flat=True))
    if not dropped:
        return None
    close_room(held, by=by)
    mine.update(removed_at=clock.now())
    return log.record("forum.code_guests_dropped", held, by=by, details={"seats": dropped})


@transaction.atomic
def restore_by_code(forum: Forum, dropped: Act, *, by: Membership) -> int:
    """Those who were taken off in one act are on the list again; a new code is another act. Raises NotTheGroups."""
    held = convening.hold(forum, by)
    gone = ForumGuest.objects.for_member(by).filter(forum=held, removed_at__isnull=False)
    count = gone.filter(pk__in=dropped.details["seats"]).update(removed_at=None)
    if count:
        log.record("forum.code_guests_back", held, by=by, details={"act": dropped.pk})
    return count


@transaction.atomic
def restore(seat: ForumGuest, *, by: Membership) -> bool:
    return _mark(seat, by, "forum.guest_back", {"removed_at__isnull": False}, None)


@transaction.atomic
def open_room(forum: Forum, *, by: Membership) -> bool:
    """Phones may come in by a code that is shown in the room. False when they may already. Raises NotTheGroups."""
    held = convening.hold(forum, by)
    if held.is_ended or held.removed_at or held.code:
        return False
    for _try in range(20):
        held.code = new_code()
        try:
            with transaction.atomic():
                held.save(update_fields=["code"])
        except IntegrityError:
            continue
        log.record("forum.room_opened", held, by=by)
        return True
    return False


@transaction.atomic
def close_room(forum: Forum, *, by: Membership) -> bool:
    """The code opens nothing any more; who came in by it stays until the forum ends. Raises NotTheGroups."""
    convening.check(by, forum)
    if not Forum.objects.for_member(by).filter(pk=forum.pk).exclude(code="").update(code=""):
        return False
    log.record("forum.room_closed", forum, by=by)
    return True


def _seat(forum: Forum, guest: Guest, affiliation: str, way: str, token: str) -> ForumGuest:
    guest.organisation_id = forum.organisation_id
    guest.affiliation = one_line(affiliation)[:120]
    guest.created_at = clock.now()
    guest.expires_at = convening.last_moment(forum)
    guest.token_hash = links.hashed(token or inviting.token(guest))
    guest.save()
    return ForumGuest.objects.create(organisation_id=forum.organisation_id, forum=forum, guest=guest, way=way)


def _mark(seat: ForumGuest, by: Membership, verb: str, before: dict, value: object) -> bool:
    convening.check(by, seat.forum)
    if not ForumGuest.objects.for_member(by).filter(pk=seat.pk, **before).update(removed_at=value):
        return False
    log.record(verb, seat, by=by)
    return True
