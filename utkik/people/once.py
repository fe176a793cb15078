"""A form that is sent twice (double click, retry after a lost answer) has its effect once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from utkik.people.models import SubmittedForm

FIELD = "once"
View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """A POST that carries a key seen before leads to the first one's result; the key and the change are one
    transaction. An answer that is no redirect (the form again, with what is wrong) leaves the key unused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        key = request.POST.get(FIELD, "")[:64]
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                return _first(view, request, key, args, kwargs)
        except IntegrityError:
            sent = SubmittedForm.objects.filter(key=key, user=_user(request)).first()
            if sent is None:
                raise
            if not sent.location and request.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Refresh": "true"})  # the first one's answer was a part
            return redirect(sent.location or request.path)

    return guarded


def _first(view: View, request: HttpRequest, key: str, args: tuple, kwargs: dict) -> HttpResponse:
    sent = SubmittedForm.objects.create(key=key, user=_user(request))
    response = view(request, *args, **kwargs)
    if response.status_code in (301, 302, 303):
        SubmittedForm.objects.filter(pk=sent.pk).update(location=response["Location"])
    elif response.status_code >= 400 or not request.headers.get("HX-Request"):
        sent.delete()
    return response


def _user(request: HttpRequest):
    return request.user if request.user.is_authenticated else None
