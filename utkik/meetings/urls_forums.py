"""Addresses of forums, questions and a forum's guests."""

from django.urls import path, register_converter

from utkik.meetings.urls_days import Word
from utkik.meetings.views import forum_people, forum_talk, forums, guests


class ForumAct(Word):
    regex = "|".join(forums.ACTS)


class QuestionAct(Word):
    regex = "remove|bring-back"


register_converter(ForumAct, "forum_act")
register_converter(QuestionAct, "question_act")

FORUMS = "o/<slug:slug>/forums"
FORUM = f"{FORUMS}/<int:pk>"
PEOPLE = f"{FORUM}/people"
QUESTION = f"{FORUMS}/questions/<int:pk>"

urlpatterns = [
    path(FORUMS, forums.forums, name="forums"),
    path(f"{FORUMS}/new", forums.new_forum, name="new_forum"),
    path(f"{FORUMS}/questions/new", forum_talk.new_question, name="new_question"),
    path(f"{QUESTION}/edit", forum_talk.edit_question, name="edit_question"),
    path(f"{QUESTION}/<question_act:act>", forum_talk.act_on_question, name="act_on_question"),
    path(FORUM, forums.forum, name="forum"),
    path(f"{FORUM}/edit", forums.edit_forum, name="edit_forum"),
    path(f"{FORUM}/summary", forums.write_summary, name="write_summary"),
    path(f"{FORUM}/end", forums.end_forum, name="end_forum"),
    path(f"{FORUM}/say", forum_talk.say_in_forum, name="say_in_forum"),
    path(f"{FORUM}/room", forum_talk.room, name="room"),
    path(f"{FORUM}/room/said", forum_talk.room_said, name="room_said"),
    path(f"{FORUM}/talk/<int:comment>/signal", forum_talk.signal_from_forum, name="signal_from_forum"),
    path(f"{FORUM}/proposal", forum_talk.propose_from_forum, name="propose_from_forum"),
    path(PEOPLE, forum_people.forum_people, name="forum_people"),
    path(f"{PEOPLE}/guest", forum_people.add_forum_guest, name="add_forum_guest"),
    path(f"{PEOPLE}/send", forum_people.invite_to_forum, name="invite_to_forum"),
    path(f"{PEOPLE}/by-code/remove", forum_people.drop_by_code, name="drop_by_code"),
    path(f"{PEOPLE}/by-code/<int:act>/bring-back", forum_people.restore_by_code, name="restore_by_code"),
    path(f"{PEOPLE}/<int:row>/remove", forum_people.drop_forum_guest, name="drop_forum_guest"),
    path(f"{PEOPLE}/<int:row>/bring-back", forum_people.restore_forum_guest, name="restore_forum_guest"),
    path(f"{FORUM}/<forum_act:act>", forums.act_on_forum, name="act_on_forum"),
    # taken part in without logging in
    path("room", guests.code, name="code"),
    path("guest", guests.guest_forum, name="guest_forum"),
    path("guest/say", guests.guest_say, name="guest_say"),
    path("guest/said", guests.guest_said, name="guest_said"),
    path("guest/leave", guests.guest_leave, name="guest_leave"),
    path("guest/<key:token>", guests.come_in, name="come_in"),
]
