"""The cast: members of one municipality (Sandvik), and one of another (Norrås) who must see nothing of it."""

import io
from datetime import timedelta
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from utkik.people import begin
from utkik.people.logo import take_in
from utkik.people.models import Absence, Area, Delivery, Membership, Organisation, Place, Unit, User
from utkik.text.sorting import swedish

numbers = count(1)
PASSWORD = "ett-riktigt-langt-losenord"


def organisation(slug="sandvik", **fields):
    """The organisation with its lists, made once per slug and test."""
    found = Organisation.objects.filter(slug=slug).first()
    if found:
        return found
    defaults = {"name": f"{slug.capitalize()} kommun", "matter_name": slug.capitalize(), "language": "sv"}
    made = Organisation.objects.create(slug=slug, **(defaults | fields))
    begin._make_lists(made)
    return made


def user(email=None, password=PASSWORD, **fields):
    return User.objects.create_user(email or f"person{next(numbers)}@example.org", password, **fields)


def member(role="reader", organisation=None, **fields):
    """A member; `user` and `name` are made up where not given."""
    number = next(numbers)
    fields.setdefault("name", f"Person {number}")
    fields.setdefault("user", None)
    fields["user"] = fields["user"] or user(f"{role}{number}@example.org")
    home = organisation or globals()["organisation"]()
    return Membership.objects.create(organisation=home, role=role, sort_key=swedish(fields["name"]), **fields)


def stranger(role="analyst", **fields):
    """A member of the other municipality."""
    return member(role, organisation=organisation("norras"), **fields)


def area(name="Klimat och miljö", organisation=None, **fields):
    home = organisation or globals()["organisation"]()
    fields.setdefault("code", begin.free_code(Area, home, name))
    return Area.objects.create(organisation=home, name=name, position=next(numbers), **fields)


def place(name="Sandvik", level="own", organisation=None, **fields):
    home = organisation or globals()["organisation"]()
    code = begin.free_code(Place, home, name)
    return Place.objects.create(organisation=home, name=name, level=level, code=code, position=next(numbers), **fields)


def unit(name="Kommunstyrelsen", organisation=None, **fields):
    """The organisation's unit of that name and sort, made once."""
    home = organisation or globals()["organisation"]()
    told = {"organisation": home, "name": name, "sort": fields.pop("sort", Unit.Sort.DEPARTMENT)}
    return Unit.objects.get_or_create(**told, removed_at=None, defaults={"sort_key": swedish(name)} | fields)[0]


def delivery(organisation=None, **fields):
    """A message to one recipient."""
    number = next(numbers)
    defaults = {
        "address": f"mottagare{number}@example.org",
        "occasion": f"occasion-{number}",
        "language": "sv",
        "subject": "Ett meddelande",
        "text": "Text",
        "message_id": f"<{number}@utkik.example>",
    }
    home = organisation or globals()["organisation"]()
    return Delivery.objects.create(organisation=home, **(defaults | fields))


def picture(size=(40, 20), form="PNG", **options):
    """The bytes of a picture in one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, "#006633").save(out, form, **options)
    return out.getvalue()


def logo(organisation):
    """The organisation with a logo, as an administrator gave it."""
    by = member("reader", organisation=organisation, is_administrator=True)
    organisation.logo = take_in(SimpleUploadedFile("logo.png", picture()), by=by)
    organisation.save(update_fields=["logo"])
    return organisation.logo


def absence(member, first=0, last=6):
    """Away so many days from today on, both included."""
    today = member.organisation.today()
    first_on, last_on = today + timedelta(days=first), today + timedelta(days=last)
    return Absence.objects.create(
        organisation=member.organisation, member=member, first_on=first_on, last_on=last_on, noted_by=member
    )
