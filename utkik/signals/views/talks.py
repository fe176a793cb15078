"""Taking part in a conversation, whatever it is about: its audience is asked each time."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.signals import talk, talking
from utkik.signals.models import Comment, Conversation
from utkik.signals.views.shared import version_of
from utkik.web import said


def conversation_of(request: MemberRequest, pk: int) -> Conversation:
    """The organisation's conversation: 404 where the member may not know of it, 403 outside its audience."""
    found = get_object_or_404(Conversation.objects.for_member(request.member), pk=pk)
    return _checked(request, found)


def _checked(request: MemberRequest, conversation: Conversation) -> Conversation:
    if not request.member.is_at_least(conversation.audience):
        raise PermissionDenied
    if not talk.may_take_part(conversation, request.member):
        raise Http404
    return conversation


def comment_of(request: MemberRequest, pk: int, *, removed: bool = False) -> Comment:
    """What was said, in a conversation of the member's; 404 when it was taken away (or was not)."""
    comments = Comment.objects.for_member(request.member).filter(removed_at__isnull=not removed)
    found = get_object_or_404(comments.select_related("conversation", "author", "guest"), pk=pk)
    _checked(request, found.conversation)
    return found


@require_POST
@allowed("reader")
@once
def say(request: MemberRequest, conversation: int) -> HttpResponse:
    found = conversation_of(request, conversation)
    answers = found.comments.filter(pk=_number(request.POST.get("answers"))).first()
    comment = talk.say(found, request.POST.get("text", ""), by=request.member, answers=answers)
    drafts.discard(request.member, request.POST.get("key") or f"say-{found.pk}")
    if not request.htmx:
        return redirect(f"{found.path}#comment-{comment.pk}" if comment else f"{found.path}#talk")
    context = talking.context(found, request.member)
    return render(request, "signals/_talk.html", context | {"newest": comment.pk if comment else None, "swap": True})


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 15 else 0


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("reader")
def change(request: MemberRequest, comment: int) -> HttpResponse:
    """The author mends what they said."""
    found = comment_of(request, comment)
    if found.author_id != request.member.pk:
        raise PermissionDenied
    key = f"comment-{found.pk}"
    errors = []
    if request.method == "POST":
        if talk.mend(found, request.POST.get("text", ""), by=request.member, version=version_of(request)):
            drafts.discard(request.member, key)
            return redirect(f"{found.conversation.path}#comment-{found.pk}")
        found.refresh_from_db()
        errors = [("change-text", _("That could not be saved. Write something, or remove the contribution."))]
    kept = drafts.load(request.member, key).get("text")
    context = {"comment": found, "text": request.POST.get("text", kept or found.text), "key": key, "errors": errors}
    return render(request, "signals/comment.html", context, status=422 if errors else 200)


@require_POST
@allowed("reader")
def remove(request: MemberRequest, comment: int) -> HttpResponse:
    found = comment_of(request, comment)
    if talk.remove(found, by=request.member):
        undo = reverse("signals:bring_back_comment", args=[request.organisation.slug, found.pk])
        said.say(request, _("The contribution is removed"), undo_url=undo)
    return redirect(f"{found.conversation.path}#talk")


@require_POST
@allowed("reader")
def bring_back(request: MemberRequest, comment: int) -> HttpResponse:
    found = comment_of(request, comment, removed=True)
    if talk.bring_back(found, by=request.member):
        said.say(request, _("The contribution is back"))
    return redirect(f"{found.conversation.path}#comment-{found.pk}")
