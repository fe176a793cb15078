from django.urls import path

from utkik.people.views import account, drafts, entrance, first_visit, invitations, passwords

app_name = "people"
urlpatterns = [
    path("", entrance.root, name="root"),
    path("log-in", entrance.log_in, name="log_in"),
    path("log-out", entrance.log_out, name="log_out"),
    path("language", entrance.set_language, name="set_language"),
    path("forgotten-password", passwords.ask, name="forgotten"),
    path("new-password/<str:place>/<str:token>", passwords.choose, name="new_password"),
    path("invitation/<str:token>", invitations.invitation, name="invitation"),
    path("account", account.account, name="account"),
    path("account/password", account.change_password, name="change_password"),
    path("account/log-ins", account.end_log_ins, name="end_log_ins"),
    path("first-visit", first_visit.organisation, name="first_visit"),
    path("o/<slug:slug>/first-visit/areas", first_visit.areas, name="first_areas"),
    path("o/<slug:slug>/drafts", drafts.save_draft, name="draft"),
]
