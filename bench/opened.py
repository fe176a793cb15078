"""Opens a room in a new forum, inside the installation's settings, and prints its code: python -m bench.opened"""

from __future__ import annotations

import django

django.setup()

from utkik.meetings import convening, seats  # noqa: E402 (after setup)
from utkik.people.models import Membership  # noqa: E402


def main() -> None:
    member = Membership.objects.filter(role="analyst", left_at=None).order_by("pk").first()
    assert member is not None
    forum = convening.begin({"name": "Ett rum med sextio telefoner"}, by=member)
    seats.open_room(forum, by=member)
    forum.refresh_from_db()
    print(forum.code)


if __name__ == "__main__":
    main()
