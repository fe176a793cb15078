"""An OPML file's feeds become an organisation's sources, and the other way round.

What the file says outright (our own export) is taken to the letter. Else the titles of the outlines around a feed
are read: the word for a level is one, a name on the organisation's lists is that area or place; of the rest, one
that stands under a level is a place, any other an area, and a second one a place.
"""

from dataclasses import dataclass, field

from django.db import transaction

from utkik.collect.models import Feed, Source
from utkik.collect.read import ways
from utkik.collect.sources import follow
from utkik.collect.sources.opml import Outline, Refused, Taken
from utkik.collect.store import breathe
from utkik.net import errors
from utkik.net.place import checked
from utkik.people import changes, log
from utkik.people.begin import free_code
from utkik.people.models import Area, Level, Membership, Organisation, Place
from utkik.text.normal import casefold_key

PORTION = 25
LEVELS = {
    "invärld": Level.OWN, "own municipality": Level.OWN, "own": Level.OWN,
    "närvärld": Level.NEAR, "nearby": Level.NEAR, "near": Level.NEAR,
    "omvärld": Level.WIDER, "wider world": Level.WIDER, "wider": Level.WIDER,
}  # fmt: skip


def take_in(organisation: Organisation, outlines: list[Outline], *, by: Membership | None) -> Taken:
    """Follow the feeds of a file. Missing areas and places are added by whoever may: analysts and the operator."""
    taken, lists = Taken(), _Lists(organisation, by)
    for start in range(0, len(outlines), PORTION):
        with transaction.atomic():
            for outline in outlines[start : start + PORTION]:
                _take_one(organisation, outline, lists, taken, by)
        breathe()
    return taken


def give_out(organisation: Organisation) -> list[Outline]:
    """The organisation's sources, as another organisation can take them in."""
    sources = Source.objects.for_organisation(organisation).standing().select_related("feed", "area", "place")
    sources = sources.exclude(feed__kind=Feed.Kind.LETTERS)  # a mailbox is no address that others can read
    return [
        Outline(
            address=source.feed.address,
            name=source.name,
            site=source.feed.site,
            level=source.level,
            place=source.place.name if source.place else "",
            area=source.area.name if source.area else "",
            areacode=source.area.code if source.area else "",
            watched=source.feed.kind if source.feed.kind in ways.WATCHED else "",
            selector=source.feed.selector,
        )
        for source in sources.order_by("area__position", "sort_key", "pk")
    ]


@dataclass(slots=True)
class _Where:
    level: Level = Level.WIDER
    place: Place | None = None
    area: Area | None = None


@dataclass(slots=True)
class _Lists:
    """The organisation's areas and places, by what they are called."""

    organisation: Organisation
    by: Membership | None
    areas: dict[str, Area] = field(default_factory=dict)
    codes: dict[str, Area] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def may_add(self) -> bool:
        """The lists are the analysts'; the operator may as well."""
        return self.by is None or self.by.is_analyst

    def __post_init__(self) -> None:
        for area in Area.objects.for_organisation(self.organisation).valid():
            self.areas[casefold_key(area.name)] = self.codes[area.code] = area
        for place in Place.objects.for_organisation(self.organisation).valid():
            self.places.setdefault(casefold_key(place.name), place)

    def area(self, name: str, code: str = "") -> Area | None:
        found = self.areas.get(casefold_key(name)) or self.codes.get(code)
        if found or not (name and self.may_add):
            return found
        made = Area.objects.create(
            organisation=self.organisation,
            name=name[:120],
            code=code if code and code not in self.codes else free_code(Area, self.organisation, name),
            position=len(self.areas) + 1,
        )
        self.areas[casefold_key(name)] = self.codes[made.code] = made
        self._tell("area.added", made)
        return made

    def place(self, name: str, level: Level) -> Place | None:
        found = self.places.get(casefold_key(name))
        if found or not (name and self.may_add):
            return found
        code = free_code(Place, self.organisation, name)
        made = Place.objects.create(
            organisation=self.organisation, name=name[:120], level=level, code=code, position=len(self.places) + 1
        )
        self.places[casefold_key(name)] = made
        self._tell("place.added", made)
        return made

    def _tell(self, verb: str, made: Area | Place) -> None:
        if self.by:
            changes.made(made, verb, by=self.by)
        else:
            log.record(verb, made, by=None)


def _take_one(organisation, outline: Outline, lists: _Lists, taken: Taken, by: Membership | None) -> None:
    name = outline.name or outline.address
    try:
        checked(outline.address)
    except errors.NetError as wrong:
        taken.refused.append(Refused(name, str(wrong.text)))
        return
    where = _said(outline, lists) if outline.is_ours else _read(outline.folders, lists)
    try:
        source = follow.follow(
            organisation,
            outline.address,
            outline.name,
            by=by,
            area=where.area,
            level=where.level,
            place=where.place,
            kind=outline.watched if outline.watched in ways.WATCHED else ways.FEED,
            selector=outline.selector if outline.watched in ways.WATCHED else "",
        )
    except follow.AlreadyFollowed:
        taken.there.append(name)
    else:
        taken.added.append(name)
        taken.sources.append(source.pk)


def _said(outline: Outline, lists: _Lists) -> _Where:
    level = Level(outline.level) if outline.level in Level.values else Level.WIDER
    return _Where(level, lists.place(outline.place, level), lists.area(outline.area, outline.areacode))


def _read(folders: tuple[str, ...], lists: _Lists) -> _Where:
    where, unknown, level = _Where(), [], None
    for folder in folders:
        key = casefold_key(folder)
        if key in LEVELS:
            level = where.level = LEVELS[key]
        elif key in lists.areas:
            where.area = lists.areas[key]
        elif key in lists.places:
            where.place = lists.places[key]
        else:
            unknown.append((folder, level is not None))
    for folder, is_under_level in unknown:
        if (is_under_level or where.area) and not where.place:
            where.place = lists.place(folder, where.level)
        elif not where.area:
            where.area = lists.area(folder)
    if where.place and level is None:
        where.level = Level(where.place.level)
    return where
