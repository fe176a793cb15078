from django.urls import path

from utkik.reports import analysis_urls
from utkik.reports.views import (
    answers,
    archive,
    build,
    commissions,
    follow_up,
    follow_ups,
    publishing,
    read,
    reading,
    talk_sheets,
)

app_name = "reports"
REPORTS = "o/<slug:slug>/reports"
ONE = f"{REPORTS}/<month:month>"
FOLLOW_UPS = "o/<slug:slug>/follow-ups"
COMMISSIONS = "o/<slug:slug>/commissions"
urlpatterns = [
    path("read/<str:token>", reading.read, name="read"),
    path("read/<str:token>/pdf", reading.read_pdf, name="read_pdf"),
    path("o/<slug:slug>/reading-links/<int:pk>/revoke", reading.revoke, name="revoke_link"),
    path(f"{ONE}/links", reading.report_links, name="links"),
    path("o/<slug:slug>/analyses/<budgetyear:year>/links", reading.analysis_links, name="analysis_links"),
    path(REPORTS, archive.archive, name="archive"),
    path(f"{REPORTS}/begin", archive.begin_report, name="begin"),
    path(f"{REPORTS}/latest", read.latest, name="latest"),
    path(ONE, read.report, name="report"),
    path(f"{ONE}/editions", read.editions, name="editions"),
    path(f"{ONE}/editions/<int:number>", read.edition, name="edition"),
    path(f"{ONE}/editions/<int:number>/<form:form>", read.file, name="file"),
    path(f"{ONE}/build", build.build, name="build"),
    path(f"{ONE}/build/words", build.keep, name="keep"),
    path(f"{ONE}/build/preview", build.preview, name="preview"),
    path(f"{ONE}/build/pdf", build.proof, name="proof"),
    path(f"{ONE}/publish", publishing.confirm, name="publish"),
    path(f"{ONE}/answers", answers.answers, name="answers"),
    path(f"{ONE}/answers/hand-in", answers.hand_in, name="hand_in"),
    path(f"{ONE}/answers/take-back/<int:stamp>", answers.take_back, name="take_back_answers"),
    path(f"{ONE}/answers/<int:number>", answers.answer, name="answer"),
    path("o/<slug:slug>/talk-sheet", talk_sheets.talk_sheet, name="talk_sheet"),
    path(FOLLOW_UPS, follow_ups.follow_ups, name="follow_ups"),
    path(f"{FOLLOW_UPS}/<int:pk>", follow_up.follow_up, name="follow_up"),
    path(f"{FOLLOW_UPS}/<int:pk>/undo/<int:version>", follow_up.undo, name="undo_follow_up"),
    path(COMMISSIONS, commissions.commissions, name="commissions"),
    path(f"{COMMISSIONS}/new", commissions.ask, name="ask"),
    path(f"{COMMISSIONS}/<int:pk>", commissions.commission, name="commission"),
    path(f"{COMMISSIONS}/<int:pk>/undo/<int:version>", commissions.undo, name="undo_commission"),
    path(f"{COMMISSIONS}/<int:pk>/withdraw", commissions.withdraw, name="withdraw_commission"),
]
urlpatterns += analysis_urls.urlpatterns
