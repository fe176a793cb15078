"""Members: roles, invitations, leaving."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.people import changes, drafts, forgotten, leave, log, stale
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.forms.administration import InviteForm, MemberForm
from utkik.people.models import Act, Area, Membership, Role
from utkik.people.views.administration import invitations
from utkik.people.views.administration.undo import undo_address
from utkik.text.normal import one_line
from utkik.text.sorting import swedish
from utkik.web import said

ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst", "administrator")
def members(request: MemberRequest) -> HttpResponse:
    """Who is a member as what; POST saves the roles that were changed."""
    if request.method == "POST":
        return _save_roles(request)
    return page(request)


def page(
    request: MemberRequest, form: InviteForm | None = None, *, errors: Any = (), status: int = 200
) -> HttpResponse:
    """The members' page with an invitation in the making."""
    present = Membership.objects.for_member(request.member).present().select_related("unit", "user")
    shown = Paginator(present, ON_A_PAGE).get_page(request.GET.get("page"))
    areas: dict[int | None, list[str]] = {}
    for area in Area.objects.for_member(request.member).valid().exclude(owner=None):
        areas.setdefault(area.owner_id, []).append(area.name)
    kept = drafts.load(request.member, invitations.DRAFT)
    form = form or InviteForm(by=request.member, initial=kept)
    context = {
        "shown": shown,
        "rows": [(member, ", ".join(areas.get(member.pk, []))) for member in shown],
        "ladder": _ladder(request),
        "roles": Role.choices,
        "finding": _finding(request),
        "form": form,
        "errors": list(errors),
        "waiting": invitations.waiting(request),
    }
    return render(request, "people/administration/members.html", context, status=status)


def _ladder(request: MemberRequest) -> list[tuple[str, str, int]]:
    roles = list(Membership.objects.for_member(request.member).present().values_list("role", flat=True))
    return [(role.value, str(role.label), roles.count(role.value)) for role in Role]


def _finding(request: MemberRequest) -> str:
    """How many members, and whether every area has somebody."""
    count = Membership.objects.for_member(request.member).present().count()
    people = ngettext("One member", "%(count)d members", count) % {"count": count}
    owners = Area.objects.for_member(request.member).valid().values_list("owner", flat=True)
    areas: list[int | None] = list(owners)
    lonely = areas.count(None)
    if not areas:
        return people
    if not lonely:
        return _("%(people)s, and every area has somebody who watches it") % {"people": people}
    words = ngettext(
        "%(people)s, and one of %(all)d areas has nobody who watches it",
        "%(people)s, and %(lonely)d of %(all)d areas have nobody who watches them",
        lonely,
    )
    return words % {"people": people, "lonely": lonely, "all": len(areas)}


def _save_roles(request: MemberRequest) -> HttpResponse:
    acts: list[Act | None] = []
    errors: list[tuple[str, str]] = []
    with transaction.atomic():
        # Up before down: whoever hands over the last analyst's role gives it and leaves it in one saving.
        wanted = [
            (member, request.POST.get(f"role-{member.pk}", member.role))
            for member in Membership.objects.for_member(request.member).present()
        ]
        wanted.sort(key=lambda pair: pair[1] != Role.ANALYST)
        for member, role in wanted:
            if role in (member.role, request.POST.get(f"shown-{member.pk}")) or role not in Role.values:
                continue
            try:
                acts.append(leave.set_role(member, role, by=request.member))
            except leave.LastOne as refused:
                errors.append((f"role-{member.pk}", refused.text))
        if errors:
            transaction.set_rollback(True)
    if errors:
        return page(request, errors=errors, status=422)
    acts = [act for act in acts if act]
    words = ngettext("%(count)d role is changed.", "%(count)d roles are changed.", len(acts)) % {"count": len(acts)}
    if acts:
        said.say(request, words, undo_url=undo_address(request, acts))
    else:
        said.say(request, _("No role was changed."))
    return redirect("people:members", request.organisation.slug)


@require_POST
@allowed("analyst", "administrator")
def write_invitations(request: MemberRequest) -> HttpResponse:
    """What was written is kept as a draft and led on to review."""
    form = InviteForm(request.POST, by=request.member)
    try:
        drafts.save(request.member, invitations.DRAFT, {name: request.POST.get(name, "") for name in form.fields})
    except drafts.DraftRefused:
        form.add_error("mails", _("The text is too long to be kept. Shorten it."))
    if not form.is_valid():
        return page(request, form, status=422)
    return redirect("people:review_invitations", request.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst", "administrator")
def member(request: MemberRequest, pk: int) -> HttpResponse:
    """One member."""
    found = _member(request, pk)

    def made(data: QueryDict | None) -> MemberForm:
        return MemberForm(data, by=request.member, initial=_initial(found))

    data = stale.with_newer(made, request.POST) if request.method == "POST" else None
    form = made(data)
    if data is not None and form.is_valid():
        try:
            acts = _save_member(request, found, form.cleaned_data)
        except leave.LastOne as refused:
            form.add_error("role", refused.text)
        else:
            said.say(request, _("Saved."), undo_url=undo_address(request, acts) if acts else "")
            return redirect("people:member", request.organisation.slug, pk)
    return _member_page(request, found, form)


def _save_member(request: MemberRequest, found: Membership, told: dict[str, Any]) -> list:
    by = request.member
    with transaction.atomic():
        acts = [leave.set_role(found, told["role"], by=by)]
        if "is_administrator" in told:
            acts.append(leave.set_mark(found, told["is_administrator"], by=by))
        acts.append(changes.change(found, "member.unit_changed", by=by, unit=told["unit"]))
        name = one_line(told["name"])
        if name and name != found.name:
            found.name, found.sort_key = name, swedish(name)
            found.save(update_fields=["name", "sort_key"])
            log.record("member.renamed", found, by=by, changed=["name"])
    return [act for act in acts if act]


@require_POST
@allowed("administrator")
def password_link(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a link that chooses a new password, once, to be handed over."""
    found = _member(request, pk)
    form = MemberForm(by=request.member, initial=_initial(found))
    try:
        link = forgotten.hand_over(found, by=request.member)
    except PermissionError:
        return _member_page(request, found, form, status=403)
    return _member_page(request, found, form, link=link)


def _member_page(request: MemberRequest, found: Membership, form: MemberForm, *, link: str = "", status: int = 0):
    context = {
        "found": found,
        "form": form,
        "link": link,
        "may_hand_over": forgotten.may_hand_over(found, by=request.member),
        "areas": leave.areas_of(found),
        "deputy_for": Area.objects.for_member(request.member).valid().filter(deputy=found),
    }
    status = status or (422 if form.errors else 200)
    return render(request, "people/administration/member.html", context, status=status)


@require_safe
@allowed("analyst", "administrator")
def confirm_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """What becomes of what the member did and owns, before anything happens."""
    found = _member(request, pk)
    return render(request, "people/administration/remove.html", {"found": found, "areas": leave.areas_of(found)})


@require_POST
@allowed("analyst", "administrator")
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the member out at once."""
    found = _member(request, pk)
    areas = leave.areas_of(found)
    try:
        leave.remove(found, by=request.member)
    except leave.LastOne as refused:
        context = {"found": found, "areas": areas, "errors": [("", refused.text)]}
        return render(request, "people/administration/remove.html", context, status=422)
    if found.pk == request.member.pk:
        return redirect("people:root")
    said.say(request, _("The member is removed. What they did stands under another name."))
    return redirect("people:members", request.organisation.slug)


def _initial(found: Membership) -> dict[str, Any]:
    return {
        "name": found.name,
        "unit": found.unit_id,
        "role": found.role,
        "is_administrator": found.is_administrator,
    }


def _member(request: MemberRequest, pk: int) -> Membership:
    present = Membership.objects.for_member(request.member).filter(left_at=None)
    return get_object_or_404(present.select_related("user", "unit", "organisation"), pk=pk)
