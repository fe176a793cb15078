"""Adding a source: look at an address, see what would come, follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from utkik import clock
from utkik.collect import failures, probe
from utkik.collect.address import host_of
from utkik.collect.forms import NewSourceForm, PortForm
from utkik.collect.read import ways
from utkik.collect.read.reading import Reading
from utkik.collect.sources import findings, follow
from utkik.net import ports
from utkik.net.errors import BadCertificate, NetError, NoConnection, RefusedPort
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.begin import plain
from utkik.people.models import Level, Membership, Place
from utkik.people.once import once
from utkik.text.normal import one_line
from utkik.web import said

SHOWN = 5
REDIRECTED, REFUSED = 302, 422
WHOLE_TEXT = 500
ABOUT_THE_SELECTOR = {failures.BadSelector.code, failures.NothingToWatch.code}
SPEAKS_NO_HTTPS = {BadCertificate.code, NoConnection.code}


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that was found, or a page that can be watched: how often it publishes, when last, and its newest."""

    address: str
    title: str
    a_week: int
    newest_at: datetime | None
    has_whole_text: bool
    has_text: bool
    newest: Sequence
    kind: str = ways.FEED
    links: int = 0
    texts: Sequence[str] = ()

    @property
    def choice(self) -> str:
        return ways.written(self.kind, self.address)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def new(request: MemberRequest) -> HttpResponse:
    """The page; `act=look` fetches the address and shows what is there, `act=follow` follows the chosen feed."""
    if request.method != "POST":
        return _page(request, {"address": request.GET.get("address", "")[:2000]})
    address = _completed(request.POST.get("address", ""))
    if request.POST.get("act") != "follow":
        return _look(request, address)
    form = NewSourceForm(request.POST, member=request.member)
    answer = _follow(request, form)
    return answer if answer.status_code == REDIRECTED else _again(request, address, form)


def _look(request: MemberRequest, address: str) -> HttpResponse:
    if not address:
        return _page(request, {"address": ""}, errors=[("address", _("Paste an address first."))])
    selector = request.POST.get("selector", "").strip()[:500]
    first, feeds = probe.look(address, selector, open_port=_open_port(request, address))
    if first.code in SPEAKS_NO_HTTPS and "://" not in request.POST.get("address", ""):
        address = f"http://{address.removeprefix('https://')}"
        first, feeds = probe.look(address, selector, open_port=_open_port(request, address))
    offers = [*_offers(feeds), *_watches(first)]
    context = {"address": address, "selector": selector, "offers": offers, "port": _port_form(request, address, first)}
    if not offers:
        code = first.code or failures.NoFeedFound.code
        field = "selector" if selector and code in ABOUT_THE_SELECTOR else "address"
        return _page(request, context, errors=[(field, failures.sentence(code))])
    where = _suggested(request.member, offers[0])
    form = NewSourceForm(member=request.member, initial=where | {"feed": offers[0].choice})
    return _page(request, context | {"form": form, "finding": _finding(first, feeds, address), "suggested": where})


def _finding(first: probe.Probe, feeds: list[probe.Probe], address: str) -> str:
    if first.is_feed:
        return _offers(feeds)[0].title
    place = first.place or address
    return findings.of_found(place, len(feeds)) if feeds else findings.of_page(place)


@once
def _follow(request: MemberRequest, form: NewSourceForm) -> HttpResponse:
    """Nothing is fetched here: the form's key and the new source are one transaction."""
    if not form.is_valid():
        return HttpResponse(status=REFUSED)
    told = form.cleaned_data
    title = one_line(request.POST.get(f"title-{told['feed']}", ""))[:200]
    name = title if title and told["name"] == request.POST.get("suggested") else told["name"]
    where = {field: told[field] for field in ("area", "level", "place")}
    kind, address = ways.parted(told["feed"])
    selector = request.POST.get("looked", "")[:500] if kind != ways.FEED else ""
    try:
        source = follow.follow(
            request.organisation,
            address,
            name,
            by=request.member,
            kind=kind,
            selector=selector,
            open_port=_open_port(request, address),
            **where,
        )
    except follow.AlreadyFollowed as known:
        form.add_error(None, _("You follow that feed already, as “%(name)s”.") % {"name": known.source.name})
        return HttpResponse(status=REFUSED)
    except NetError as wrong:
        form.add_error("feed", str(wrong.text))
        return HttpResponse(status=REFUSED)
    text = _("“%(name)s” is followed. The first articles come within a minute.")
    if kind == ways.PAGE:
        text = _("“%(name)s” is watched. What is added to its text comes in.")
    said.say(
        request,
        text % {"name": source.name},
        undo_url=reverse("collect:remove", args=[request.organisation.slug, source.pk]),
    )
    return redirect("collect:source", request.organisation.slug, source.pk)


def _again(request: MemberRequest, address: str, form: NewSourceForm) -> HttpResponse:
    """The page with what was wrong, all choices kept; the feeds are looked at once more."""
    selector = request.POST.get("looked", "")[:500]
    first, feeds = probe.look(address, selector, open_port=_open_port(request, address)) if address else (None, [])
    offers = [*_offers(feeds), *(_watches(first) if first else [])]
    context = {"address": address, "selector": selector, "offers": offers, "form": form}
    context |= {"port": _port_form(request, address, first)}
    return _page(request, context, status=REFUSED)


def _open_port(request: MemberRequest, address: str) -> str:
    """The host and port that an analyst allows for this source."""
    return ports.place_of(address) if request.member.is_analyst and request.POST.get("port") else ""


def _port_form(request: MemberRequest, address: str, first: probe.Probe | None) -> PortForm | None:
    """Where a port was refused, or is allowed, an analyst is asked about it."""
    place, is_allowed = ports.place_of(address), bool(_open_port(request, address))
    was_refused = first is not None and first.code == RefusedPort.code
    if not (place and request.member.is_analyst and (is_allowed or was_refused)):
        return None
    return PortForm(place=place, initial={"port": is_allowed})


def _page(request: MemberRequest, context: dict, *, errors: list | None = None, status: int = 200) -> HttpResponse:
    feeds = sum(offer.kind == ways.FEED for offer in context.get("offers", []))
    found = findings.of_offers(feeds) if feeds else _("What is to be watched")
    context |= {"errors": errors or [], "found": found}
    return render(request, "collect/new.html", context, status=REFUSED if errors else status)


def _offers(feeds: list[probe.Probe]) -> list[Offer]:
    """Those that live first; where feeds call themselves alike, what the page calls them."""
    own = [one_line(feed.title).casefold() for feed in feeds]
    made = [
        _offer(feed, feed.announced_as if own.count(name) > 1 else feed.title)
        for feed, name in zip(feeds, own, strict=True)
    ]
    return sorted(made, key=lambda offer: offer.newest_at is None)


def _offer(found: probe.Probe, title: str, reading: Reading | None = None) -> Offer:
    reading = reading or found.reading
    entries = reading.entries if reading else []
    dates = sorted((entry.published for entry in entries if entry.published), reverse=True)
    recent = [moment for moment in dates if moment > clock.now() - timedelta(weeks=4)]
    span = min(max((clock.now() - dates[-1]).days, 7), 28) / 7 if dates else 4
    lengths = [len(entry.summary_text) for entry in entries]
    return Offer(
        address=found.place or found.address,
        title=one_line(title or found.title)[:200] or host_of(found.address),
        a_week=round(len(recent) / span),
        newest_at=dates[0] if dates else None,
        has_whole_text=bool(lengths) and median(lengths) > WHOLE_TEXT,
        has_text=any(lengths),
        newest=entries[:SHOWN],
        links=len(entries),
    )


def _watches(found: probe.Probe) -> list[Offer]:
    """The page's list and its text, where they can be watched."""
    place = found.place or found.address
    made = []
    if found.listing:
        made.append(replace(_offer(found, found.listing.title, found.listing), kind=ways.LISTING))
    if found.page:
        title = one_line(found.page.title)[:200] or host_of(place)
        made.append(Offer(place, title, 0, None, False, False, [], ways.PAGE, texts=found.page.blocks[:SHOWN]))
    return made


def _suggested(member: Membership, offer: Offer) -> dict:
    """Name from the feed; level and place from a listed place that the address or the name holds."""
    told = f"{plain(host_of(offer.address))} {plain(offer.title)}"
    for place in Place.objects.for_member(member).valid():
        if len(plain(place.name)) > 3 and plain(place.name) in told:
            return {"name": offer.title, "level": place.level, "place": place.pk}
    return {"name": offer.title, "level": Level.WIDER.value}


def _completed(text: str) -> str:
    """An address as people paste it: `varberg.se` means https."""
    text = text.strip().removeprefix("feed://").removeprefix("feed:")
    return f"https://{text}" if text and "://" not in text and "." in text and " " not in text else text
