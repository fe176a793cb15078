"""Full texts of articles, for the sources of which somebody chose so: asked for politely, kept for a month.

A site that does not let programs read (robots.txt), or that keeps mining of its texts to itself (TDMRep: header, page,
/.well-known/tdmrep.json), is obeyed, and the text is not asked for again.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from utkik import clock
from utkik.collect import arrivals, failures
from utkik.collect.address import host_of_request
from utkik.collect.ask import turns
from utkik.collect.models import Sighting, Source
from utkik.collect.read import article, permission, readers, ways
from utkik.collect.read.reading import Reading
from utkik.collect.texts.models import ArticleText, ArticleTextQuerySet, learn
from utkik.net import client, errors
from utkik.net.answer import Answer
from utkik.people.models import Organisation

log = logging.getLogger("utkik.collect")

KEPT_FOR = timedelta(days=30)
NOT_OLDER = timedelta(days=7)
RULES_HOLD = timedelta(hours=12)
WAITS = (timedelta(minutes=10), timedelta(hours=3))
MOST_PLANNED = 200
MOST_SITES = 500
State = ArticleText.State

_OUTCOME = ("state", "html", "language", "tries", "next_check_at", "fetched_at", "expires_at")
_rules: dict[str, tuple[datetime, permission.Rules]] = {}


def due() -> ArticleTextQuerySet:
    """Those that are to be fetched now, the oldest first."""
    return ArticleText.objects.due().order_by("next_check_at", "pk")


def plan() -> int:
    """Ask for the texts of what has come by sources that want them since they do. Returns how many."""
    made = 0
    for source in Source.objects.filter(removed_at=None, paused_at=None).exclude(texts_since=None):
        known = ArticleText.objects.for_organisation(source.organisation_id).values("item")
        since = max(source.texts_since or clock.now(), clock.now() - NOT_OLDER)
        came = Sighting.objects.filter(feed=source.feed_id, first_seen_at__gte=since, item__purged_at=None)
        wanted = came.exclude(link="").exclude(item__in=known).order_by("pk").values_list("item", "link")
        rows = [
            ArticleText(organisation_id=source.organisation_id, item_id=item, address=link)
            for item, link in dict(wanted[:MOST_PLANNED]).items()
        ]
        made += len(ArticleText.objects.bulk_create(rows, ignore_conflicts=True))
    return made


def fetch(rows: list[ArticleText]) -> None:
    """Fetch texts that are claimed; each row says afterwards what came of it."""
    asyncio.run(_fetch(rows))
    for row in rows:
        if _write(row) and (other := learn(row.item_id, row.own_address)):
            _is_one(row, other)


def expire() -> int:
    """Texts whose month is over are gone. Returns how many."""
    return ArticleText.objects.outlived().update(state=State.EXPIRED, html="")


def of_item(organisation: Organisation | int, item: int) -> ArticleText | None:
    """What the organisation has of an article's text."""
    found = ArticleText.objects.for_organisation(organisation).filter(item=item).first()
    return None if found and found.state == State.HAD and _is_over(found) else found


def _write(row: ArticleText) -> bool:
    """What came of it, while the row is still ours: the article may be let go of meanwhile. False where it is not."""
    news = {name: getattr(row, name) for name in _OUTCOME}
    ours = ArticleText.objects.for_organisation(row.organisation_id).filter(pk=row.pk, claimed_until=row.claimed_until)
    return bool(ours.update(**news, claimed_until=None))


@transaction.atomic
def _is_one(row: ArticleText, other: int) -> None:
    """The page says that its article is another item: for the organisation that read it there is one from now on."""
    if not arrivals.tell_same(row.organisation_id, row.item_id, other):
        return
    rows = ArticleText.objects.for_organisation(row.organisation_id)
    if not rows.filter(item=other).exists():
        rows.filter(pk=row.pk).update(item=other)


def _is_over(row: ArticleText) -> bool:
    return row.expires_at is not None and row.expires_at <= clock.now()


async def _fetch(rows: list[ArticleText]) -> None:
    hosts = turns.Hosts()
    async with client.opened(limit=4) as session, readers.opened() as read:
        for row in rows:
            try:
                await _one(session, read, hosts, row)
            except (errors.NetError, failures.Unreadable) as wrong:
                _again_later(row, wrong.code)


async def _one(session: client.Session, read: readers.Read, hosts: turns.Hosts, row: ArticleText) -> None:
    if refused := await _refused(session, hosts, row.address):
        row.state = refused
        return
    answer = await _get(session, hosts, row.address)
    if answer.status != 200:
        raise failures.of_status(answer.status)
    if refused := await _refused(session, hosts, answer.address):
        row.state = refused
        return
    if permission.says_reserved(answer.headers.get("tdm-reservation", "")):
        row.state = State.RESERVED
        return
    _take(row, await read(answer.body, answer.address, answer.charset, ways.Way(ways.ARTICLE)))


async def _refused(session: client.Session, hosts: turns.Hosts, address: str) -> State | None:
    """Why the site lets nobody read the address, or None where it does."""
    rules = await _rules_of(session, hosts, address)
    if not rules.allow(address):
        return State.NOT_ALLOWED
    return State.RESERVED if rules.reserve(address) else None


def _take(row: ArticleText, reading: Reading) -> None:
    if article.RESERVED in reading.warnings:
        row.state = State.RESERVED
    elif not reading.entries:
        row.state = State.FAILED
    else:
        found = reading.entries[0]
        row.own_address = reading.site
        row.state, row.html, row.language = State.HAD, found.summary_html, found.language
        row.fetched_at = clock.now()
        row.expires_at = row.fetched_at + KEPT_FOR


async def _get(session: client.Session, hosts: turns.Hosts, address: str) -> Answer:
    turn = hosts.turn()
    try:
        await turn.onward(host_of_request(address))
        return await client.get(session, address, turn=turn)
    finally:
        turn.end()


async def _rules_of(session: client.Session, hosts: turns.Hosts, address: str) -> permission.Rules:
    """What the site says, asked twice a day. While robots.txt cannot be had for trouble of the site, nobody reads."""
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}"
    known = _rules.get(site)
    if known and known[0] > clock.now() - RULES_HOLD:
        return known[1]
    robots = await _get(session, hosts, f"{site}/robots.txt")
    if robots.status >= 500 or robots.status == 429:
        raise failures.of_status(robots.status)
    mining = await _text(session, hosts, f"{site}/.well-known/tdmrep.json")
    rules = permission.of_texts(robots.body.decode("utf-8", "replace"), mining)
    if len(_rules) >= MOST_SITES:
        _rules.clear()
    _rules[site] = (clock.now(), rules)
    return rules


async def _text(session: client.Session, hosts: turns.Hosts, address: str) -> str:
    try:
        return (await _get(session, hosts, address)).body.decode("utf-8", "replace")
    except errors.NetError:
        return ""


def _again_later(row: ArticleText, code: str) -> None:
    row.tries += 1
    if row.tries > len(WAITS):
        log.info("the text of %s could not be had: %s", row.address, code)
        row.state = State.FAILED
    else:
        row.next_check_at = clock.now() + WAITS[row.tries - 1]
