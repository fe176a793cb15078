"""Work that stopped, and mail."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.people import log, mail
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Delivery
from utkik.people.views.administration.index import stopped_work
from utkik.web import said, slots
from utkik.work import failures
from utkik.work.models import FailedWork


@require_safe
@allowed("administrator")
def work(request: MemberRequest) -> HttpResponse:
    """What was put aside after five failures; messages that wait, were refused, or of which nobody knows."""
    deliveries = Delivery.objects.for_member(request.member)
    unsure = set(mail.doubtful().filter(organisation=request.organisation).values_list("pk", flat=True))
    context = {
        "parked": [(row, duty_words(request, row)) for row in failures.parked(request.organisation.pk)[:100]],
        "doubtful": deliveries.filter(pk__in=unsure).order_by("created_at"),
        "refused": deliveries.filter(state=Delivery.State.FAILED).order_by("created_at"),
        "waiting": deliveries.filter(state=Delivery.State.WAITING).order_by("created_at")[:100],
        "can_send": mail.can_send(),
        "stopped": stopped_work(request.member),
    }
    return render(request, "people/administration/work.html", context)


def duty_words(request: MemberRequest, row: FailedWork) -> str:
    """What the work was, in words: the step it belongs to knows ("work.words"), else its name."""
    for function in slots.answering("work.words"):
        if words := function(request, row):
            return str(words)
    return _("Mail") if row.duty == "people.send_mail" else row.duty


@require_POST
@allowed("administrator")
def try_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a parked row be due once more."""
    row = get_object_or_404(failures.parked(request.organisation.pk), pk=pk)
    failures.try_again(row)
    said.say(request, _("It is tried again within a minute."))
    return redirect("people:work", request.organisation.slug)


@require_POST
@allowed("administrator")
def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Send a message once more, though it may have arrived."""
    delivery = get_object_or_404(Delivery.objects.for_member(request.member), pk=pk)
    if mail.send_again(delivery):
        log.record("mail.sent_again", delivery, by=request.member)
        said.say(request, _("The message is on its way once more."))
    else:
        said.say(request, _("The message cannot be sent again."))
    return redirect("people:work", request.organisation.slug)
