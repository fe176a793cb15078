"""Which organisation and which member a command acts for."""

from __future__ import annotations

from utkik.command.errors import Refused, Usage
from utkik.people.models import Membership, Organisation


def organisation(slug: str | None) -> Organisation:
    """The named organisation; without a name the only one. Raises Usage where a name is needed."""
    if slug:
        named = Organisation.objects.filter(slug=slug).first()
        if named is None:
            raise Refused(f"No organisation has the slug {slug}. There are: {_slugs()}.")
        return named
    found = list(Organisation.objects.order_by("slug")[:2])
    if not found:
        raise Refused("There is no organisation yet. Run `utkik setup`, or open the address of `utkik run`.")
    if len(found) > 1:
        raise Usage(f"Say which organisation with --organisation SLUG: {_slugs()}.")
    return found[0]


def acting_member(organisation: Organisation) -> Membership:
    """Whose name stands beside what the command does: the organisation's longest-standing analyst."""
    analysts = Membership.objects.for_organisation(organisation).present().filter(role="analyst")
    member = analysts.order_by("pk").first()
    if member is None:
        raise Refused(f"{organisation.name} has no analyst in whose name this could be done.")
    return member


def _slugs() -> str:
    return ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)) or "none"
