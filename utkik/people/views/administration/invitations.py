"""Inviting: written, reviewed, sent; again, or withdrawn."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from utkik import clock
from utkik.people import drafts, invite, links, mail
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.entering import words_for_wait
from utkik.people.forms.administration import InviteForm
from utkik.people.limits import TooOften
from utkik.people.models import Invitation, Membership, Role
from utkik.people.once import once
from utkik.web import said

DRAFT = "invite"


def waiting(request: MemberRequest) -> list[dict]:
    """Invitations without an answer, the newest first. A link is shown to who could have given it."""
    found = Invitation.objects.for_member(request.member).filter(used_at=None, revoked_at=None).order_by("-created_at")
    return [
        {
            "invitation": invitation,
            "is_open": invitation.expires_at > clock.now(),
            "may_see": (may_see := _may_see(request.member, invitation)),
            "link": links.invitation_link(invitation) if may_see and links.still_opens(invitation) else "",
        }
        for invitation in found[:100]
    ]


def _may_see(member: Membership, invitation: Invitation) -> bool:
    return member.is_administrator or not invitation.is_administrator


@require_safe
@allowed("analyst", "administrator")
def review(request: MemberRequest) -> HttpResponse:
    """Who will get an invitation to what, before anything goes out."""
    form = InviteForm(drafts.load(request.member, DRAFT), by=request.member)
    if not form.is_valid():
        return redirect("people:members", request.organisation.slug)
    return render(request, "people/administration/review.html", _reviewed(request, form))


def _reviewed(request: MemberRequest, form: InviteForm) -> dict:
    addresses = form.cleaned_data["mails"]
    members = [a for a in addresses if invite.member_with(request.organisation, a)]
    open_ones = set(Invitation.objects.for_member(request.member).open().values_list("email", flat=True))
    return {
        "form": form,
        "role": Role(form.cleaned_data["role"]),
        "mark": form.cleaned_data.get("is_administrator", False),
        "invited": [a for a in addresses if a not in members],
        "again": [a for a in addresses if a in open_ones],
        "members": members,
        "can_send": mail.can_send(),
    }


@require_POST
@allowed("analyst", "administrator")
@once
def send(request: MemberRequest) -> HttpResponse:
    """Send what was reviewed. Whoever is a member already is passed over."""
    form = InviteForm(drafts.load(request.member, DRAFT), by=request.member)
    if not form.is_valid():
        return redirect("people:members", request.organisation.slug)
    mark = form.cleaned_data.get("is_administrator", False)
    sent = []
    for address in form.cleaned_data["mails"]:
        try:
            sent.append(
                invite.invite(
                    request.organisation,
                    address,
                    role=form.cleaned_data["role"],
                    by=request.member,
                    is_administrator=mark,
                )
            )
        except invite.AlreadyMember:
            continue
        except TooOften as refused:
            return _too_many(request, form, refused)
    drafts.discard(request.member, DRAFT)
    said.say(request, _sent(len(sent)))
    return redirect("people:members", request.organisation.slug)


def _sent(count: int) -> str:
    if mail.can_send():
        return ngettext("One invitation is on its way.", "%(count)d invitations are on their way.", count) % {
            "count": count
        }
    words = ngettext(
        "One invitation is made. Copy its link and hand it over: no mail goes out from here.",
        "%(count)d invitations are made. Copy their links and hand them over: no mail goes out from here.",
        count,
    )
    return words % {"count": count}


def _too_many(request: MemberRequest, form: InviteForm, refused: TooOften) -> HttpResponse:
    wait = words_for_wait(refused.seconds)
    sentence = _("That was many invitations in a day. Wait %(wait)s and send the rest.") % {"wait": wait}
    context = _reviewed(request, form) | {"errors": [("", sentence)]}
    response = render(request, "people/administration/review.html", context, status=429)
    response["Retry-After"] = str(refused.seconds)
    return response


@require_POST
@allowed("analyst", "administrator")
def resend(request: MemberRequest, pk: int) -> HttpResponse:
    """A new link, the old one dead."""
    invitation = _invitation(request, pk)
    try:
        invite.again(invitation, by=request.member)
        said.say(request, _sent(1))
    except invite.AlreadyMember as refused:
        said.say(request, str(refused.text))
    except TooOften as refused:
        said.say(request, _("Wait %(wait)s and try again.") % {"wait": words_for_wait(refused.seconds)})
    return redirect("people:members", request.organisation.slug)


@require_POST
@allowed("analyst", "administrator")
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """The link no longer works."""
    gone = invite.withdraw(_invitation(request, pk), by=request.member)
    said.say(request, _("The invitation is withdrawn.") if gone else _("The invitation has been used already."))
    return redirect("people:members", request.organisation.slug)


def _invitation(request: MemberRequest, pk: int) -> Invitation:
    found = Invitation.objects.for_member(request.member).filter(used_at=None).select_related("organisation", "unit")
    if not request.member.is_administrator:
        found = found.filter(is_administrator=False)
    return get_object_or_404(found, pk=pk)
