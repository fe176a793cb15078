from django.urls import path, register_converter

from utkik.trends import urls_seeing
from utkik.trends.views import answering, calls, editing, editions, frameworks, listing, proposals, trend


class FrameworkForm:
    """The forms a framework is handed on in."""

    regex = "json|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FrameworkForm, "framework_form")

app_name = "trends"
TRENDS = "o/<slug:slug>/trends"
ONE = f"{TRENDS}/<int:number>"
FRAMEWORK = f"{TRENDS}/frameworks/<int:pk>"
CALL = f"{TRENDS}/input/<int:pk>"
PROPOSAL = f"{TRENDS}/proposals/<int:pk>"

urlpatterns = [
    path(TRENDS, listing.trends, name="list"),
    path(f"{TRENDS}/new", editing.new, name="new"),
    path(ONE, trend.trend, name="trend"),
    path(f"{ONE}/edit", editing.edit, name="edit"),
    path(f"{ONE}/consequences", editing.means, name="means"),
    path(f"{ONE}/end", trend.end, name="end"),
    path(f"{ONE}/resume", trend.resume, name="resume"),
    path(f"{ONE}/propose", proposals.propose, name="propose"),
    path(f"{TRENDS}/propose", proposals.propose, name="propose_new"),
    path(f"{TRENDS}/proposals", proposals.proposals, name="proposals"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}/answer", proposals.answer, name="answer_proposal"),
    path(f"{TRENDS}/editions", editions.editions, name="editions"),
    path(f"{TRENDS}/editions/freeze", editions.freeze_it, name="freeze"),
    path(f"{TRENDS}/editions/<int:number>", editions.edition, name="edition"),
    path(f"{TRENDS}/editions/<int:number>/xlsx", editions.file, name="edition_file"),
    path(f"{TRENDS}/frameworks", frameworks.every, name="frameworks"),
    path(f"{TRENDS}/frameworks/bring", frameworks.bring, name="bring"),
    path(f"{TRENDS}/frameworks/file", frameworks.take_file, name="take_file"),
    path(FRAMEWORK, frameworks.framework, name="framework"),
    path(f"{FRAMEWORK}/choose", frameworks.choose, name="choose"),
    path(f"{FRAMEWORK}/names", frameworks.fill, name="fill"),
    path(f"{FRAMEWORK}/follows", frameworks.carry_on, name="carry_on"),
    path(f"{FRAMEWORK}/remove", frameworks.remove, name="remove_framework"),
    path(f"{FRAMEWORK}/bring-back", frameworks.bring_back, name="bring_back_framework"),
    path(f"{FRAMEWORK}/file/<framework_form:form>", frameworks.file, name="framework_file"),
    path(f"{TRENDS}/input", calls.calls, name="calls"),
    path(f"{TRENDS}/input/new", calls.new_call, name="new_call"),
    path(CALL, answering.call, name="call"),
    path(f"{CALL}/answers/<int:number>", answering.answer, name="answer"),
    path(f"{CALL}/hand-in", answering.hand_in, name="hand_in"),
    path(f"{CALL}/overview", calls.overview, name="overview"),
    path(f"{CALL}/remind", calls.remind, name="remind"),
    path(f"{CALL}/invite", calls.invite, name="invite"),
    path(f"{CALL}/close", calls.close, name="close"),
    path(f"{CALL}/open-again", calls.open_again, name="open_again"),
    *urls_seeing.urlpatterns,
]
