from django.urls import path, register_converter

from utkik.reports.views import archive, build, publishing, read


class Month:
    """A month in an address: 2026-11."""

    regex = r"[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Form:
    """The forms an edition's files have."""

    regex = "pdf|md|html"
    to_python = Month.to_python
    to_url = Month.to_url


register_converter(Month, "month")
register_converter(Form, "form")

app_name = "reports"
REPORTS = "o/<slug:slug>/reports"
ONE = f"{REPORTS}/<month:month>"
urlpatterns = [
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
]
