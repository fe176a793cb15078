"""Forums, questions and their guests."""

from datetime import timedelta

from tests.factories import people, signals
from utkik.clock import now
from utkik.meetings import convening, inviting, phones, questions, saying, seats, summing

ASKED = "Hur påverkar nya sätt att kommunicera vår relation till invånarna om tio år?"


def question(organisation=None, *, by=None, text=ASKED, prompts=("Vad om ingen ringer oss 2036?",)):
    home = organisation or people.organisation()
    return questions.ask(text, prompts=list(prompts), by=by or people.member("scanner", organisation=home))


def forum(organisation=None, *, by=None, **fields):
    """A forum that goes on in writing, or as the fields say."""
    home = organisation or people.organisation()
    by = by or people.member("scanner", organisation=home)
    planned = {"name": "Kontakten med invånarna", "writes_until": home.today() + timedelta(days=14)}
    return convening.begin(planned | fields, by=by)


def forum_guest(forum, *, by, name="Ebba Gäst", affiliation="Ekvikens kommun", email="ebba@exempel.example"):
    """An invited guest; `token` is the word of their link. `by` is an analyst."""
    seat = seats.add(forum, name=name, affiliation=affiliation, email=email, by=by)
    summing.send(forum, by=by)
    seat.refresh_from_db()
    seat.token = inviting.token(seat.guest)
    return seat


def phone(forum, *, by, name="Kim i rummet"):
    """Somebody who came in by the code; returns the word of their phone. The room is opened first."""
    seats.open_room(forum, by=by)
    forum.refresh_from_db()
    return seats.enter(forum.code, name=name, affiliation="", address="10.0.0.9")[0]


def full_forum(organisation=None, *, by, word="", **fields):
    """A forum with one of everything; `by` is an analyst."""
    home = organisation or by.organisation
    asked = question(home, by=by, text=f"{word} fråga?", prompts=[f"{word} vad om?"])
    told = signals.signal(organisation=home, author=by, headline=f"{word} signal", state="published")
    words = {"name": f"{word} forum", "about": f"{word} syfte", "place": f"{word} plats", "room_at": now()}
    made = forum(home, by=by, **(words | {"questions": [asked], "signals": [told]} | fields))
    seat = forum_guest(made, by=by, name=f"{word} gäst", affiliation=f"{word} kommun")
    phones.say(seat.guest.token_hash, f"{word} sade gästen")
    comment = saying.member(made, f"{word} sade bordet", by=by, voice=f"{word} bord")
    summing.begin_signal(made, comment, by=by)
    summing.propose_on_trend(made, by=by, sort="addition", name=f"{word} ny trend")
    convening.change(made, {"headline": f"{word} rubrik", "summary": f"{word} tar med"}, by=by, version=made.version)
    made.refresh_from_db()
    made.asked, made.comment, made.seat = asked, comment, seat
    return made
