from django.urls import path, register_converter

from utkik.people.views import absences, account, drafts, entrance, first_visit, invitations, mail, passwords
from utkik.people.views.administration import index, lists, log, look, members, settings, undo, unit, work
from utkik.people.views.administration import invitations as inviting
from utkik.people.views.administration import mail as messages


class ListName:
    """One of the organisation's lists."""

    regex = "areas|places|horizons|kinds|units|forces"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ListName, "list")

app_name = "people"
ADMINISTRATION = "o/<slug:slug>/administration"
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
    path("account/mail", mail.choose, name="choose_mail"),
    path("mail/stop/<str:signed>", mail.stop, name="stop_mail"),
    path("first-visit", first_visit.organisation, name="first_visit"),
    path("o/<slug:slug>/first-visit/areas", first_visit.areas, name="first_areas"),
    path("o/<slug:slug>/drafts", drafts.save_draft, name="draft"),
    path("o/<slug:slug>/absences", absences.absences, name="absences"),
    path("o/<slug:slug>/absences/<int:pk>/cancel", absences.cancel, name="cancel_absence"),
    path("o/<slug:slug>/colours.css", look.stylesheet, name="colours"),
    path("o/<slug:slug>/logo", look.logo_picture, name="logo"),
    path(ADMINISTRATION, index.index, name="administration"),
    path(f"{ADMINISTRATION}/members", members.members, name="members"),
    path(f"{ADMINISTRATION}/members/<int:pk>", members.member, name="member"),
    path(f"{ADMINISTRATION}/members/<int:pk>/password-link", members.password_link, name="password_link"),
    path(f"{ADMINISTRATION}/members/<int:pk>/leaving", members.confirm_removal, name="confirm_removal"),
    path(f"{ADMINISTRATION}/members/<int:pk>/remove", members.remove, name="remove_member"),
    path(f"{ADMINISTRATION}/invitations", members.write_invitations, name="write_invitations"),
    path(f"{ADMINISTRATION}/invitations/review", inviting.review, name="review_invitations"),
    path(f"{ADMINISTRATION}/invitations/send", inviting.send, name="send_invitations"),
    path(f"{ADMINISTRATION}/invitations/<int:pk>/again", inviting.resend, name="resend_invitation"),
    path(f"{ADMINISTRATION}/invitations/<int:pk>/withdraw", inviting.withdraw, name="withdraw_invitation"),
    path(f"{ADMINISTRATION}/settings", settings.settings, name="settings"),
    path(f"{ADMINISTRATION}/look", look.look, name="look"),
    path(f"{ADMINISTRATION}/look/remove-logo", look.remove_logo, name="remove_logo"),
    path(f"{ADMINISTRATION}/work", work.work, name="work"),
    path(f"{ADMINISTRATION}/work/<int:pk>/again", work.try_again, name="try_again"),
    path(f"{ADMINISTRATION}/mail", messages.messages, name="messages"),
    path(f"{ADMINISTRATION}/mail/<int:pk>", messages.message, name="message"),
    path(f"{ADMINISTRATION}/mail/<int:pk>/again", work.send_again, name="send_again"),
    path(f"{ADMINISTRATION}/log", log.log, name="log"),
    path(f"{ADMINISTRATION}/undo/<str:which>", undo.undo, name="undo"),
    path(f"{ADMINISTRATION}/units/<int:pk>", unit.unit, name="unit"),
    path(f"{ADMINISTRATION}/<list:sort>", lists.page, name="list"),
    path(f"{ADMINISTRATION}/<list:sort>/new", lists.add, name="list_add"),
    path(f"{ADMINISTRATION}/<list:sort>/act", lists.act, name="list_act"),
]
