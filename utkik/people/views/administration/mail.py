"""The messages of the last weeks: which wait, which lie as files, which of them nobody knows about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from utkik.people import envelope
from utkik.people import mail as post
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Delivery
from utkik.text.numbers import number

State = Delivery.State
PER_PAGE = 100
# What is read here: messages that did not go out to their recipient. What was sent is the recipient's own.
READABLE = (State.WAITING, State.SENDING, State.FAILED, State.FILED, State.STOPPED)


@require_safe
@allowed("administrator")
def messages(request: MemberRequest) -> HttpResponse:
    """The newest first, a hundred on a page; `?before=<id>` goes on."""
    found = Delivery.objects.for_member(request.member).defer("text", "html").order_by("-pk")
    before = number(request.GET.get("before"))
    rows = list((found.filter(pk__lt=before) if before else found)[: PER_PAGE + 1])
    unsure = _unsure(request)
    shown = rows[:PER_PAGE]
    context = {
        "rows": [(row, words(row, row.pk in unsure)) for row in shown],
        "older": shown[-1].pk if len(rows) > PER_PAGE else None,
        "can_send": post.can_send(),
        "finding": _finding(found, len(unsure)),
    }
    return render(request, "people/administration/messages.html", context)


@require_safe
@allowed("administrator")
def message(request: MemberRequest, pk: int) -> HttpResponse:
    """One message: to whom, about what, how it stands; its text where it did not go out."""
    found = get_object_or_404(Delivery.objects.for_member(request.member).select_related("organisation"), pk=pk)
    is_unsure = pk in _unsure(request)
    readable = found.state in READABLE and bool(found.text) and not found.holds_key
    context = {
        "message": found,
        "state": words(found, is_unsure),
        "text": envelope.signed(found) if readable else "",
        "can_send_again": bool(found.text) and (is_unsure or found.state == State.FAILED),
        "file": f"{envelope.FOLDER}/{envelope.path_of(found).name}" if found.state == State.FILED else "",
    }
    return render(request, "people/administration/message.html", context)


def words(delivery: Delivery, is_unsure: bool) -> str:
    """How a message stands, in words."""
    if is_unsure:
        return _("Uncertain whether it arrived")
    return {
        State.WAITING: _("Waiting to be sent"),
        State.SENDING: _("Being sent"),
        State.SENT: pgettext("mail", "Sent"),
        State.FAILED: _("Refused by the mail server"),
        State.FILED: _("Lies as a file"),
        State.STOPPED: _("Not sent: the recipient wanted no more, or has left"),
    }[State(delivery.state)]


def _unsure(request: MemberRequest) -> set[int]:
    return set(post.doubtful().filter(organisation=request.organisation).values_list("pk", flat=True))


def _finding(found, unsure: int) -> str:
    if unsure:
        said = ngettext(
            "Of one message nobody knows whether it arrived",
            "Of %(n)d messages nobody knows whether they arrived",
            unsure,
        )
        return said % {"n": unsure}
    refused = found.filter(state=State.FAILED).count()
    if refused:
        return ngettext("One message was refused", "%(n)d messages were refused", refused) % {"n": refused}
    total = found.count()
    if not total:
        return _("No message has been written yet")
    return ngettext("One message, none that needs you", "%(n)d messages, none that needs you", total) % {"n": total}
