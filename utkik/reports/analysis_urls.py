"""The addresses of budget analyses; every one is under the organisation's, and the year is its name."""

from django.urls import path

from utkik.reports import converters
from utkik.reports.views.analyses import archive, build, input, publishing, read

converters.register()
ALL = "o/<slug:slug>/analyses"
ONE = f"{ALL}/<budgetyear:year>"
EDITION = f"{ONE}/editions/<int:number>"
INPUT = f"{ONE}/input/<int:unit>"
urlpatterns = [
    path(ALL, archive.analyses, name="analyses"),
    path(f"{ALL}/begin", archive.begin_analysis, name="analysis_begin"),
    path(ONE, read.analysis, name="analysis"),
    path(f"{ONE}/parts/<int:unit>", read.part, name="analysis_part"),
    path(f"{ONE}/editions", read.editions, name="analysis_editions"),
    path(EDITION, read.edition, name="analysis_edition"),
    path(f"{EDITION}/<form:form>", read.file, name="analysis_file"),
    path(f"{EDITION}/parts/<int:unit>", read.edition_part, name="analysis_edition_part"),
    path(f"{EDITION}/parts/<int:unit>/<form:form>", read.part_file, name="analysis_part_file"),
    path(f"{ONE}/build", build.build, name="analysis_build"),
    path(f"{ONE}/build/words", build.keep, name="analysis_keep"),
    path(f"{ONE}/build/preview", build.preview, name="analysis_preview"),
    path(f"{ONE}/build/pdf", build.proof, name="analysis_proof"),
    path(f"{ONE}/state", build.state, name="analysis_state"),
    path(f"{ONE}/publish", publishing.confirm, name="analysis_publish"),
    path(INPUT, input.give, name="analysis_input"),
    path(f"{INPUT}/<int:pk>/remove", input.remove, name="analysis_comment_remove"),
    path(f"{INPUT}/<int:pk>/answer", input.answer, name="analysis_comment_answer"),
]
