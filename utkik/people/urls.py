from django.urls import path

from utkik.people.views import drafts, entrance, first_visit

app_name = "people"
urlpatterns = [
    path("", entrance.root, name="root"),
    path("log-in", entrance.log_in, name="log_in"),
    path("log-out", entrance.log_out, name="log_out"),
    path("language", entrance.set_language, name="set_language"),
    path("forgotten-password", entrance.log_in, name="forgotten"),
    path("first-visit", first_visit.organisation, name="first_visit"),
    path("o/<slug:slug>/first-visit/areas", first_visit.areas, name="first_areas"),
    path("o/<slug:slug>/drafts", drafts.save_draft, name="draft"),
]
