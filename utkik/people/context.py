from django.http import HttpRequest


def person(request: HttpRequest) -> dict:
    """The member and the organisation of the address, for every template; None outside `/o/<slug>/`."""
    return {
        "member": getattr(request, "member", None),
        "organisation": getattr(request, "organisation", None),
    }
