"""Which mail a person wants, and the signed address by which they stop it without logging in."""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people import links, log
from utkik.people.models import Membership, Organisation

SALT = "utkik.people.mail"
DIGEST, MENTIONS, REPORTS, ALL = "digest", "mentions", "reports", "all"
# Kind of mail → the field of the membership that wants it.
FIELDS = {DIGEST: "wants_digest", MENTIONS: "wants_mentions", REPORTS: "wants_reports"}
NAMES: dict[str, str | Promise] = {
    DIGEST: _("Digest every Monday"),
    MENTIONS: _("When somebody writes to me"),
    REPORTS: _("When a report is out"),
}


def wanting(organisation: Organisation, kind: str) -> QuerySet[Membership]:
    """The members who want mail of this kind, in the order of the alphabet. Whoever paused gets none."""
    return wishing(organisation, kind).filter(mail_paused_at=None).select_related("user", "organisation")


def wishing(organisation: Organisation, kind: str) -> QuerySet[Membership]:
    """Those who chose it, paused or not."""
    present = Membership.objects.for_organisation(organisation).present()
    return present.filter(user__is_active=True, **{FIELDS[kind]: True})


def wants(member: Membership, kind: str) -> bool:
    """Whether this kind of mail may be sent to the member now."""
    return member.left_at is None and member.mail_paused_at is None and (kind == ALL or getattr(member, FIELDS[kind]))


def token(member: Membership, kind: str) -> str:
    """What the address carries: whose mail, and which kind. It opens nothing else and shows nothing of the person."""
    return signing.dumps([member.pk, kind], salt=SALT)


def address(member: Membership, kind: str) -> str:
    return links.absolute(reverse("people:stop_mail", args=[token(member, kind)]))


def read(signed: str) -> tuple[Membership, str] | None:
    """Whose mail and which kind the address is about; None where it is not ours or the member has left."""
    try:
        pk, kind = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    member = Membership.objects.select_related("organisation", "user").filter(pk=pk, left_at=None).first()
    return (member, kind) if member and (kind in FIELDS or kind == ALL) else None


def change(member: Membership, **values: bool) -> bool:
    """Set which mail is wanted (by the fields' names), and `paused`. Returns whether anything changed."""
    paused = values.pop("paused", None)
    fields: dict[str, object] = {name: value for name, value in values.items() if getattr(member, name) != value}
    if paused is not None and paused != (member.mail_paused_at is not None):
        fields["mail_paused_at"] = clock.now() if paused else None
    if not fields:
        return False
    with transaction.atomic():
        for name, value in fields.items():
            setattr(member, name, value)
        member.save(update_fields=list(fields))
        log.record("mail.wishes_changed", member, by=member, changed=sorted(fields))
    return True


def stop(member: Membership, kind: str) -> bool:
    """No more of this kind; `all` pauses everything."""
    return change(member, paused=True) if kind == ALL else change(member, **{FIELDS[kind]: False})


def resume(member: Membership, kind: str) -> bool:
    """Want it again."""
    if kind == ALL:
        return change(member, paused=False)
    return change(member, **{FIELDS[kind]: True})
