"""Theme days, examples and visits."""

from datetime import time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import people
from utkik.meetings import bank, gather, inviting, plan, rows, visiting
from utkik.meetings.models import DayImpression, DayMaterial, DayPart, DayQuestion, DayResult
from utkik.people import uploads


def theme_day(organisation=None, *, by=None, **fields):
    """A theme day in spring, or as the fields say."""
    home = organisation or people.organisation()
    by = by or people.member("scanner", organisation=home)
    planned = {"theme": "När vattnet flyttar in", "on": home.today() - timedelta(days=200), "place": "Kulturhuset"}
    return plan.begin(planned | fields, by=by)


def coming_day(organisation=None, *, by=None, **fields):
    """One that lies ahead."""
    home = organisation or people.organisation()
    return theme_day(home, by=by, **({"on": home.today() + timedelta(days=60)} | fields))


def full_day(organisation=None, *, by=None, word="", **fields):
    """A theme day with one of everything that hangs on it."""
    home = organisation or people.organisation()
    by = by or people.member("scanner", organisation=home)
    hours = {"begins": time(8, 30), "ends": time(15), "purpose": f"{word} syfte", "place": f"{word} plats"}
    day = theme_day(home, by=by, **(hours | {"theme": f"{word} tema"} | fields))
    plan.change(day, {"takeaway": f"{word} tar vi med oss", "came": 61}, by=by, version=day.version)
    day.refresh_from_db()
    rows.add(DayPart, "part.added", by=by, day=day, begins=time(9), title=f"{word} inledning", who=f"{word} talar")
    rows.add(DayPart, "part.added", by=by, day=day, begins=time(10), title=f"{word} paus", is_pause=True)
    question = rows.add(DayQuestion, "question.added", by=by, day=day, text=f"{word} fråga?", choices=["Ja", "Nej"])
    material = day_file(day, by=by, name=f"{word or 'kartor'}.txt")
    rows.add(DayMaterial, "material.added", by=by, day=day, title=f"{word} länk", address="https://kartor.example/")
    rows.add(DayImpression, "impression.added", by=by, day=day, text=f"{word} intryck", table=3)
    rows.add(DayResult, "result.added", by=by, day=day, sort="decision", text=f"{word} beslut", line=f"{word} nämnd")
    day.material_row = material
    day.question = question
    return day


def day_file(day, *, by, name="kartor.txt"):
    """A file among the material."""
    upload = uploads.keep(SimpleUploadedFile(name, b"kartor"), by=by)
    return rows.add(DayMaterial, "material.added", by=by, day=day, title=name, upload=upload)


def day_guest(day, *, by, name="Ebba Gäst", email="ebba@exempel.example"):
    """A guest with a sent invitation; `token` is the word of their address."""
    made = inviting.add_guest(day, name=name, affiliation="Ekvikens kommun", email=email, by=by)
    inviting.send(day, by=by)
    made.refresh_from_db()
    made.token = inviting.token(made.guest)
    return made


def open_tables(day, *, by):
    """The tables may answer; the day as it then is."""
    plan.open_room(day, by=by)
    day.refresh_from_db()
    return day


def table_answer(question, table=1, choice=0):
    return gather.answer(question, table, choice=choice)


def example(organisation=None, *, by=None, **fields):
    home = organisation or people.organisation()
    by = by or people.member("scanner", organisation=home)
    words = {"title": "Gatan som får svämma över", "who": "Ekvikens kommun", "how": "Höjde kantstenen på ena sidan."}
    return bank.begin(words | fields, by=by, on=fields.pop("found_on", None))


def visit(organisation=None, *, by=None, **fields):
    home = organisation or people.organisation()
    by = by or people.member("scanner", organisation=home)
    words = {"title": "De visade gatan", "sort": "to_us", "on": home.today() - timedelta(days=30)}
    return visiting.begin(words | fields, by=by)
