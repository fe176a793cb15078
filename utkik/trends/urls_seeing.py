"""The addresses of radar, matrix, evidence and assessment."""

from django.urls import path

from utkik.trends.views import evidence, judging, matrix, radar

HOME = "o/<slug:slug>"
ONE = f"{HOME}/trends/<int:number>"
JUDGING = f"{HOME}/trends/judging"

urlpatterns = [
    path(f"{HOME}/radar", radar.radar_page, name="radar"),
    path(f"{HOME}/radar/signals", radar.radar_of_signals, name="radar_of_signals"),
    path(f"{HOME}/radar/matrix", matrix.matrix_page, name="matrix"),
    path(f"{HOME}/radar/move", radar.move, name="move"),
    path(f"{ONE}/evidence", evidence.behind, name="behind"),
    path(f"{ONE}/evidence/link", evidence.link, name="link"),
    path(f"{ONE}/evidence/reconsider", evidence.reconsider, name="reconsider"),
    path(f"{ONE}/evidence/<int:pk>/unlink", evidence.unlink, name="unlink"),
    path(f"{ONE}/evidence/<int:pk>/relink", evidence.relink, name="relink"),
    path(f"{HOME}/trends/link", evidence.link_from_signal, name="link_from_signal"),
    path(JUDGING, judging.judgings, name="judgings"),
    path(f"{JUDGING}/open", judging.open_judging, name="open_judging"),
    path(f"{JUDGING}/<int:pk>", judging.judging_page, name="judging"),
    path(f"{JUDGING}/<int:pk>/give", judging.give, name="give"),
    path(f"{JUDGING}/<int:pk>/hand-in", judging.hand_in, name="hand_in_judging"),
    path(f"{JUDGING}/<int:pk>/close", judging.close, name="close_judging"),
    path(f"{JUDGING}/<int:pk>/apply", judging.apply, name="apply_judging"),
]
