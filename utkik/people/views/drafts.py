from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest

OWN_FIELDS = {"csrfmiddlewaretoken", "once", "key"}


@require_POST
@allowed("reader")
def save_draft(request: MemberRequest) -> HttpResponse:
    """Keep what is written so far: POST `key` and the form's fields. Answers {"saved_at": "14:02"}."""
    fields = {name: str(text) for name, text in request.POST.items() if name not in OWN_FIELDS}
    try:
        draft = drafts.save(request.member, request.POST.get("key", ""), fields)
    except drafts.DraftRefused:
        return JsonResponse({"error": _("The text is too long to be kept. Shorten it.")}, status=400)
    return JsonResponse({"saved_at": f"{request.organisation.local(draft.saved_at):%H:%M}"})
