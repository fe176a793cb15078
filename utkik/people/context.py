from django.http import HttpRequest


def person(request: HttpRequest) -> dict:
    """The member and the organisation of the address, for every template; None outside `/o/<slug>/`. The person's
    theme, empty where the computer decides."""
    return {
        "member": getattr(request, "member", None),
        "organisation": getattr(request, "organisation", None),
        "theme": getattr(getattr(request, "user", None), "theme", ""),
    }
