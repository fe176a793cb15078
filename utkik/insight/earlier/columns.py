"""Which column is which: the fields a sheet can hold, what they are called, and a guess from the words over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from utkik.insight.models import Import
from utkik.people.models import Organisation
from utkik.text.normal import casefold_key

DAY, AUTHOR, STATE, LINKS = "day", "author", "state", "links"


@dataclass(frozen=True)
class Column:
    """A field: its code, its words over the column, and other words for it."""

    code: str
    title: str | Promise
    others: tuple[str, ...] = ()
    needed: bool = False


MATTER = gettext_lazy("Why this matters")
COLUMNS = (
    Column("headline", gettext_lazy("Headline"), ("rubrik", "titel", "signal", "headline", "title"), True),
    Column(
        "fact",
        gettext_lazy("What is new?"),
        ("vad är nytt", "fakta", "beskrivning", "text", "nyhet", "what is new"),
        True,
    ),
    Column("matter", MATTER, ("därför", "betydelse", "kommentar", "why", "analys", "varför"), True),
    Column("level", gettext_lazy("Level"), ("nivå", "level", "värld"), True),
    Column("area", gettext_lazy("Area"), ("område", "bevakningsområde", "ämne", "area"), True),
    Column(DAY, pgettext_lazy("sheet", "Date"), ("datum", "publicerad", "date", "dag", "publicerat"), True),
    Column(AUTHOR, pgettext_lazy("sheet", "Author"), ("författare", "bevakare", "av", "namn", "author", "inlagd av")),
    Column("horizon", gettext_lazy("Time horizon"), ("tidshorisont", "horisont", "horizon")),
    Column("who", gettext_lazy("Who"), ("vem", "aktör", "who")),
    Column("how", gettext_lazy("What they did"), ("så gjorde de", "hur", "how")),
    Column("place", gettext_lazy("Place"), ("plats", "ort", "geografi", "place")),
    Column("units", gettext_lazy("Departments and committees concerned"), ("förvaltning", "nämnd", "berör", "units")),
    Column("other_areas", gettext_lazy("Other areas"), ("fler områden", "other areas")),
    Column("kind", gettext_lazy("Kind"), ("sort", "slag", "typ", "kind")),
    Column("outlook", gettext_lazy("Opportunity or threat"), ("möjlighet eller hot", "outlook")),
    Column("important_on", gettext_lazy("Important date"), ("viktigt datum", "important date")),
    Column("belief", gettext_lazy("Which belief is challenged?"), ("föreställning", "belief")),
    Column("reliability", gettext_lazy("How reliable is the source?"), ("tillförlitlighet", "reliability")),
    Column("words", gettext_lazy("Words"), ("ord", "nyckelord", "taggar", "tags", "words")),
    Column(LINKS, pgettext_lazy("sheet", "Links"), ("länk", "länkar", "källa", "url", "underlag", "link", "links")),
    Column(STATE, gettext_lazy("State"), ("läge", "status", "state")),
)
BY_CODE = {column.code: column for column in COLUMNS}


def titles(organisation: Organisation) -> dict[str, str]:
    """The words over each column; the meaning's are the organisation's own."""
    found = {column.code: str(column.title) for column in COLUMNS}
    return found | {"matter": _("Why this matters to %(name)s") % {"name": organisation.matter_name}}


def guess(head: Sequence[str], organisation: Organisation) -> dict[str, int]:
    """The field of each column as its words tell, as the last import was read first; no field and no column twice."""
    keys = [casefold_key(word).rstrip("?:") for word in head]
    found: dict[str, int] = {}
    for known in (_remembered(organisation), _named(organisation)):
        for code, words in known.items():
            place = next((at for at, key in enumerate(keys) if key in words and at not in found.values()), None)
            if code not in found and place is not None:
                found[code] = place
    for column in COLUMNS:
        if column.code not in found:
            place = next((at for at, key in enumerate(keys) if at not in found.values() and _begins(key, column)), None)
            if place is not None:
                found[column.code] = place
    return found


def _begins(key: str, column: Column) -> bool:
    return any(len(word) > 4 and key.startswith(word) for word in column.others)


def _named(organisation: Organisation) -> Mapping[str, set[str]]:
    said = titles(organisation)
    return {column.code: {casefold_key(said[column.code]).rstrip("?:"), *column.others} for column in COLUMNS}


def _remembered(organisation: Organisation) -> Mapping[str, set[str]]:
    """How the organisation's last file was read."""
    last = Import.objects.for_organisation(organisation).exclude(columns={}).order_by("-pk").first()
    if last is None:
        return {}
    return {
        code: {casefold_key(last.head[place]).rstrip("?:")}
        for code, place in last.columns.items()
        if code in BY_CODE and place < len(last.head)
    }
