"""The starter pack: Swedish and European sources that any municipality may begin with."""

from pathlib import Path

from django.conf import settings

from utkik.collect.sources import opml, take_in
from utkik.people.models import Membership

PACK = Path(__file__).parent.parent / "starter" / "sources.opml"


def outlines(pack: str = "") -> list[opml.Outline]:
    """The sources of a pack: the file given, else UTKIK_STARTER_PACK's, else ours. Raises BadOpml, OSError."""
    return opml.read(Path(pack or settings.UTKIK_STARTER_PACK or PACK).read_bytes())


def add(member: Membership, pack: str = "") -> int:
    """Follow the sources of a pack (see `outlines`). Returns how many were added."""
    return len(take_in.take_in(member.organisation, outlines(pack), by=member).added)
