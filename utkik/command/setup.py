"""`utkik setup`: the first visit without a browser."""

from __future__ import annotations

from utkik.command import passwords, prepare
from utkik.command.errors import Refused
from utkik.command.say import say


def run(options) -> int:
    """Make an organisation, its analyst, the eight areas and the starter sources; print the slug."""
    prepare.make_database()
    from django.core.validators import validate_email
    from django.db import transaction

    from utkik.people import begin
    from utkik.people.models import Organisation

    validate_email(options.email)
    password = passwords.read(options.password_file)
    with transaction.atomic():
        if Organisation.objects.exists() and not options.another:
            raise Refused("There is an organisation already. A second one needs --another.")
        member = begin.set_up(
            begin.Beginning(
                name=options.organisation, email=options.email, password=password, language=options.language
            )
        )
        areas = begin.make_areas(member.organisation, owner=member)
        sources = add_starter_sources(member, options.starter_pack)
    slug = member.organisation.slug
    say(options, {"organisation": slug, "email": options.email, "areas": len(areas), "sources": sources}, [slug])
    return 0


def add_starter_sources(member, pack: str) -> int:
    """Follow the sources of the pack (a file; "": the installation's own; "none": none). Returns how many."""
    if pack == "none":
        return 0
    from utkik.collect.sources import starter

    return starter.add(member, pack)
