from django.urls import path

from utkik.rounds.views import archive, ballot, outcome

app_name = "rounds"
ROUNDS = "o/<slug:slug>/rounds"
urlpatterns = [
    path(ROUNDS, archive.archive, name="archive"),
    path(f"{ROUNDS}/open", archive.open_round, name="open"),
    path(f"{ROUNDS}/<int:pk>", ballot.ballot, name="ballot"),
    path(f"{ROUNDS}/<int:pk>/points", ballot.give, name="give"),
    path(f"{ROUNDS}/<int:pk>/reason", ballot.explain, name="explain"),
    path(f"{ROUNDS}/<int:pk>/hand-in", ballot.hand_in, name="hand_in"),
    path(f"{ROUNDS}/<int:pk>/invitees", ballot.invite, name="invite"),
    path(f"{ROUNDS}/<int:pk>/close", ballot.close, name="close"),
    path(f"{ROUNDS}/<int:pk>/outcome", outcome.outcome, name="outcome"),
    path(f"{ROUNDS}/<int:pk>/lift", outcome.lift_upwards, name="lift"),
    path(f"{ROUNDS}/<int:pk>/lift/take-back", outcome.take_lift_back, name="take_lift_back"),
    path(f"{ROUNDS}/<int:pk>/outcome/choices", outcome.note, name="note"),
]
