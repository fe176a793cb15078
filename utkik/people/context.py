from functools import partial

from django.http import HttpRequest

from utkik.people.entering import way_home


def person(request: HttpRequest) -> dict:
    """The member and the organisation of the address, for every template; None outside `/o/<slug>/`.

    Also the person's theme, empty where the computer decides, and where a page without a menu leads home to.
    """
    return {
        "member": getattr(request, "member", None),
        "organisation": getattr(request, "organisation", None),
        "home": partial(way_home, request),
        "theme": getattr(getattr(request, "user", None), "theme", ""),
    }
