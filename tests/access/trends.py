"""Who sees and does what with trends, frameworks, editions, calls for input and proposals."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories as make
from tests.access.row import get, post
from utkik.people.models import Membership
from utkik.trends import frameworks, freeze
from utkik.trends.models import Call, Trend

#         nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
GROUP = "in 404 403 403 200 200 403"
GROUP_ACTS = "in 404 403 403 ok ok 403"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACTS = "in 404 403 403 403 ok 403"
# Of a unit that is asked: its own member (here the reader) answers, an analyst of another sees the overview.
ASKED = "in 404 200 403 403 200 403"
ASKED_ACTS = "in 404 ok 404 404 404 404"
PROPOSALS_OF_GROUP = "in 404 404 404 200 200 404"


def a_trend(cast):
    return [make.trend(cast.organisation).number]


def an_ended_trend(cast):
    trend = make.trend(cast.organisation)
    Trend.objects.filter(pk=trend.pk).update(ended_at=cast.organisation.created_at)
    return [trend.number]


def an_edition(cast):
    make.trend(cast.organisation)
    return [make.trend_edition(cast.organisation).number]


def a_framework(cast):
    return [make.framework(cast.organisation).pk]


def a_removed_framework(cast):
    found = make.framework(cast.organisation)
    frameworks.remove(found, by=cast.analyst)
    return [found.pk]


def a_framework_file(cast):
    return [*a_framework(cast), "json"]


def a_call(cast):
    return [make.call(cast.organisation).pk]


def a_call_of_the_readers_unit(cast):
    unit = make.unit("Byggnadsnämnden", cast.organisation, sort="committee")
    Membership.objects.filter(pk=cast.reader.pk).update(unit=unit)
    return [make.call(cast.organisation, units=[unit]).pk]


def an_answer(cast):
    pk = a_call_of_the_readers_unit(cast)[0]
    return [pk, Call.objects.get(pk=pk).trends.first().trend.number]


def a_closed_call(cast):
    pk = a_call(cast)[0]
    Call.objects.filter(pk=pk).update(closed_at=cast.organisation.created_at)
    return [pk]


def a_proposal(cast):
    return [make.proposal(cast.organisation, by=cast.scanner).pk]


def a_trends_fields(cast):
    trend = Trend.objects.for_organisation(cast.organisation).first()
    force, horizon = make.force(organisation=cast.organisation), trend.horizon if trend else None
    told = {"name": "En ny trend", "text": "Det betyder något här.", "force": force.pk, "version": 1}
    return told | ({"horizon": horizon.pk} if horizon else {})


def a_new_call(cast):
    trend, unit = make.trend(cast.organisation), make.unit("Nämnden", cast.organisation, sort="committee")
    return {"title": "Inspel", "due_on": "2999-01-01", "trends": [trend.pk], "units": [unit.pk]}


def its_unit(cast):
    return {"unit": Call.objects.for_organisation(cast.organisation).get().units.get().pk}


def another_unit(cast):
    return {"unit": make.unit("Kulturnämnden", cast.organisation, sort="committee").pk}


def a_shipped_one(cast):
    return {"code": frameworks.offered(cast.organisation)[0].code}


def the_list_as_it_stands(cast):
    make.trend(cast.organisation)
    return {"mark": freeze.mark(cast.organisation), "year": 2026}


def a_file(cast):
    return {"file": SimpleUploadedFile("ram.json", b"{}", content_type="application/json")}


ROWS = [
    get("trends:list", MEMBERS, "empty"),
    get("trends:trend", MEMBERS, args=a_trend),
    get("trends:trend", MEMBERS, "ended", args=an_ended_trend),
    get("trends:new", GROUP),
    post("trends:new", GROUP_ACTS, data=a_trends_fields),
    get("trends:edit", GROUP, args=a_trend),
    post("trends:edit", GROUP_ACTS, args=a_trend, data=a_trends_fields),
    get("trends:means", GROUP, args=a_trend),
    post("trends:means", GROUP_ACTS, args=a_trend),
    post("trends:end", GROUP_ACTS, args=a_trend, data=lambda cast: {"why": "Den är över."}),
    post("trends:resume", GROUP_ACTS, args=an_ended_trend),
    get("trends:propose", GROUP, args=a_trend),
    post("trends:propose", GROUP_ACTS, args=a_trend, data=lambda cast: {"sort": "removal", "why": "Den är över."}),
    get("trends:propose_new", GROUP),
    post("trends:propose_new", GROUP_ACTS, data=lambda cast: {"sort": "addition", "name": "Ny", "why": "Den märks."}),
    get("trends:proposals", MEMBERS),
    get("trends:proposal", PROPOSALS_OF_GROUP, args=a_proposal),
    post("trends:answer_proposal", ANALYST_ACTS, args=a_proposal, data=lambda cast: {"answer": "accept"}),
    get("trends:editions", MEMBERS),
    get("trends:edition", MEMBERS, args=an_edition),
    get("trends:edition_file", MEMBERS, args=an_edition),
    post("trends:freeze", ANALYST_ACTS, data=the_list_as_it_stands),
    get("trends:frameworks", GROUP),
    post("trends:bring", GROUP_ACTS, data=a_shipped_one),
    post("trends:take_file", GROUP_ACTS, data=a_file),
    get("trends:framework", GROUP, args=a_framework),
    post("trends:choose", GROUP_ACTS, args=a_framework),
    get("trends:fill", GROUP, args=a_framework),
    post("trends:fill", GROUP_ACTS, args=a_framework),
    post("trends:carry_on", GROUP_ACTS, args=a_framework),
    post("trends:remove_framework", ANALYST_ACTS, args=a_framework),
    post("trends:bring_back_framework", ANALYST_ACTS, args=a_removed_framework),
    get("trends:framework_file", GROUP, args=a_framework_file),
    get("trends:calls", ANALYST),
    get("trends:new_call", ANALYST),
    post("trends:new_call", ANALYST_ACTS, data=a_new_call),
    get("trends:call", ASKED, args=a_call_of_the_readers_unit),
    post("trends:answer", ASKED_ACTS, args=an_answer, data=lambda cast: {"text": "Det märks.", "version": 1}),
    post("trends:hand_in", ASKED_ACTS, args=a_call_of_the_readers_unit),
    get("trends:overview", ANALYST, args=a_call),
    post("trends:remind", ANALYST_ACTS, args=a_call, data=its_unit),
    post("trends:invite", ANALYST_ACTS, args=a_call, data=another_unit),
    post("trends:close", ANALYST_ACTS, args=a_call),
    post("trends:open_again", ANALYST_ACTS, args=a_closed_call),
]


def fill(organisation, word):
    """One of everything here, with the word in every text."""
    trend = make.trend(organisation, name=f"{word} trend", text=f"{word} betydelse", happening=f"{word} händer")
    make.framework(organisation, names=[f"{word} namn"], name=f"{word} ram", publisher=f"{word} utgivare")
    make.trend_edition(organisation, trends=[trend], note=f"{word} not")
    make.call(organisation, trends=[trend], units=[make.unit(f"{word} nämnd", organisation)], title=f"{word} inspel")
    make.proposal(organisation, trend=trend, text=f"{word} förslag", why=f"{word} skäl")
