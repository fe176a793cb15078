"""Addresses of theme days, examples and visits."""

from django.urls import path, register_converter

from utkik.meetings.views import day_people, day_rows, days, examples, outside, visits


class Word:
    """One of a few words in an address."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DaySort(Word):
    regex = "|".join(day_rows.SORTS)


class DayAct(Word):
    regex = "|".join(days.ACTS)


class VisitAct(Word):
    regex = "|".join(visits.ACTS)


class Key(Word):
    """A word that nobody can guess."""

    regex = "[A-Za-z0-9_-]{20,64}"


register_converter(DaySort, "day_sort")
register_converter(DayAct, "day_act")
register_converter(VisitAct, "visit_act")
register_converter(Key, "key")

DAYS = "o/<slug:slug>/theme-days"
DAY = f"{DAYS}/<int:pk>"
EXAMPLES = "o/<slug:slug>/examples"
EXAMPLE = f"{EXAMPLES}/<int:pk>"
VISITS = "o/<slug:slug>/visits"
VISIT = f"{VISITS}/<int:pk>"

urlpatterns = [
    path(DAYS, days.theme_days, name="theme_days"),
    path(f"{DAYS}/new", days.new_theme_day, name="new_theme_day"),
    path(DAY, days.theme_day, name="theme_day"),
    path(f"{DAY}/edit", days.edit_theme_day, name="edit_theme_day"),
    path(f"{DAY}/look-back", days.look_back, name="look_back"),
    path(f"{DAY}/answer", days.answer_theme_day, name="answer_theme_day"),
    path(f"{DAY}/calendar.ics", days.theme_day_calendar, name="theme_day_calendar"),
    path(f"{DAY}/invitations", day_people.invitations, name="invitations"),
    path(f"{DAY}/invitations/members", day_people.list_members, name="list_members"),
    path(f"{DAY}/invitations/guest", day_people.list_guest, name="list_guest"),
    path(f"{DAY}/invitations/send", day_people.send_invitations, name="send_invitations"),
    path(f"{DAY}/invitations/<int:row>/remove", day_people.unlist, name="unlist"),
    path(f"{DAY}/invitations/<int:row>/bring-back", day_people.list_again, name="list_again"),
    path(f"{DAY}/material/<int:row>/file", day_rows.material_file, name="material_file"),
    path(f"{DAY}/<day_sort:sort>/new", day_rows.add_row, name="add_row"),
    path(f"{DAY}/<day_sort:sort>/<int:row>/edit", day_rows.change_row, name="change_row"),
    path(f"{DAY}/<day_sort:sort>/<int:row>/remove", day_rows.remove_row, name="remove_row"),
    path(f"{DAY}/<day_sort:sort>/<int:row>/bring-back", day_rows.bring_row_back, name="bring_row_back"),
    path(f"{DAY}/<day_act:act>", days.act_on_day, name="act_on_day"),
    path(EXAMPLES, examples.examples, name="examples"),
    path(f"{EXAMPLES}/new", examples.new_example, name="new_example"),
    path(f"{EXAMPLES}/from/<int:number>", examples.example_from_signal, name="example_from_signal"),
    path(EXAMPLE, examples.example, name="example"),
    path(f"{EXAMPLE}/edit", examples.edit_example, name="edit_example"),
    path(f"{EXAMPLE}/remove", examples.remove_example, name="remove_example"),
    path(f"{EXAMPLE}/bring-back", examples.bring_example_back, name="bring_example_back"),
    path(f"{EXAMPLE}/steps/new", examples.add_step, name="add_step"),
    path(f"{EXAMPLE}/steps/<int:row>/edit", examples.change_step, name="change_step"),
    path(f"{EXAMPLE}/steps/<int:row>/remove", examples.remove_step, name="remove_step"),
    path(f"{EXAMPLE}/steps/<int:row>/bring-back", examples.bring_step_back, name="bring_step_back"),
    path(f"{EXAMPLE}/contact", examples.contact, name="contact"),
    path(f"{EXAMPLE}/contact/delete", examples.delete_contact, name="delete_contact"),
    path(VISITS, visits.visits, name="visits"),
    path(f"{VISITS}/new", visits.new_visit, name="new_visit"),
    path(VISIT, visits.visit, name="visit"),
    path(f"{VISIT}/edit", visits.edit_visit, name="edit_visit"),
    path(f"{VISIT}/calendar.ics", visits.visit_calendar, name="visit_calendar"),
    path(f"{VISIT}/<visit_act:act>", visits.act_on_visit, name="act_on_visit"),
    # read without logging in
    path("calendar/<key:key>.ics", outside.calendar, name="calendar"),
    path("theme-day/<key:token>", outside.guest_day, name="guest_day"),
    path("theme-day/<key:token>/answer", outside.guest_answer, name="guest_answer"),
    path("theme-day/<key:token>/material/<int:row>", outside.guest_file, name="guest_file"),
    path("tables/<key:key>", outside.tables, name="tables"),
]
