from tests import factories as make
from tests.access.reports import ANALYST, ANALYST_ACTS, GROUP, GROUP_ACTS, MEMBERS, NOT_YET, UNSEEN
from tests.access.row import get, post
from utkik.reports.analysis import comment, states, texts, write
from utkik.reports.models import AnalysisPart

YEAR = 2028
# a committee's part in the making: the group, and once it is out the committee's own members (here the reader)
INPUT_OF_GROUP = "in 404 404 404 200 200 404"
INPUT = "in 404 200 404 200 200 404"
OWN = "in 404 ok 404 403 403 404"
ONLY_ANSWERING = "in 404 403 403 ok ok 403"


def none(cast):
    return []


def in_the_making(cast):
    make.analysis(cast.organisation, by=cast.analyst, many=2, units=1, evidence=0)
    return [YEAR]


def settled(cast):
    make.frozen_analysis(cast.organisation, by=cast.analyst)
    return [YEAR]


def listed(cast):
    settled(cast)
    return []


def an_edition(cast):
    return [*settled(cast), 1]


def a_pdf(cast):
    return [*an_edition(cast), "pdf"]


def a_part(cast):
    return [*settled(cast), _unit(cast)]


def an_edition_part(cast):
    return [*an_edition(cast), _unit(cast)]


def a_part_pdf(cast):
    return [*an_edition_part(cast), "pdf"]


def a_draft_part(cast):
    return [*in_the_making(cast), _unit(cast)]


def out_for_the_readers_committee(cast):
    in_the_making(cast)
    part = _part(cast)
    cast.reader.unit = part.unit
    cast.reader.save()
    states.send_out(part.analysis, None, by=cast.analyst)
    return [YEAR, part.unit_id]


def a_comment(cast):
    where = out_for_the_readers_committee(cast)
    said = comment.say(_part(cast), "Siffran är gammal.", by=cast.reader)
    return [*where, said.pk]


def _part(cast):
    parts = AnalysisPart.objects.for_organisation(cast.organisation)
    return parts.select_related("analysis", "unit").filter(analysis__year=YEAR).get()


def _unit(cast):
    return _part(cast).unit_id


def words(cast):
    return {"title": "Ny rubrik"}


ROWS = [
    get("reports:analyses", MEMBERS, "none", args=none),
    get("reports:analyses", MEMBERS, "settled", args=listed),
    get("reports:analysis", MEMBERS, "settled", args=settled),
    get("reports:analysis", UNSEEN, "in the making", args=in_the_making),
    get("reports:analysis_part", MEMBERS, args=a_part),
    get("reports:analysis_part", NOT_YET, "in the making", args=a_draft_part),
    get("reports:analysis_editions", MEMBERS, args=settled),
    get("reports:analysis_editions", NOT_YET, "in the making", args=in_the_making),
    get("reports:analysis_edition", MEMBERS, args=an_edition),
    get("reports:analysis_file", MEMBERS, args=a_pdf),
    get("reports:analysis_edition_part", MEMBERS, args=an_edition_part),
    get("reports:analysis_part_file", MEMBERS, args=a_part_pdf),
    get("reports:analysis_build", GROUP, "in the making", args=in_the_making),
    get("reports:analysis_build", GROUP, "settled", args=settled),
    get("reports:analysis_preview", GROUP, args=in_the_making),
    get("reports:analysis_proof", GROUP, args=in_the_making),
    get("reports:analysis_publish", ANALYST, args=in_the_making),
    get("reports:analysis_input", INPUT_OF_GROUP, "not out", args=a_draft_part),
    get("reports:analysis_input", INPUT, "out", args=out_for_the_readers_committee),
    post("reports:analysis_begin", GROUP_ACTS, args=none, data=lambda cast: {"year": YEAR}),
    post("reports:analysis_build", GROUP_ACTS, args=in_the_making, data=words),
    post("reports:analysis_keep", GROUP_ACTS, args=in_the_making, data=words),
    post("reports:analysis_state", ANALYST_ACTS, args=in_the_making, data=lambda cast: {"state": "out"}),
    post("reports:analysis_publish", ANALYST_ACTS, args=in_the_making, data=lambda cast: {"version": 1}),
    post("reports:analysis_input", OWN, args=out_for_the_readers_committee, data=lambda cast: {"text": "Hej"}),
    post("reports:analysis_comment_remove", OWN, args=a_comment),
    post("reports:analysis_comment_answer", ONLY_ANSWERING, args=a_comment, data=lambda cast: {"answer": "Ja"}),
]


def fill(organisation, word):
    """A settled analysis and one that is out, commented, with the word in all that was written."""
    analyst = make.member("analyst", organisation=organisation, name=f"{word} analytiker")
    made = make.analysis(organisation, by=analyst, many=1, units=1, evidence=0, year=2026)
    write.save(made, {name: f"{word} {name}" for name in texts.WHOLE}, {}, by=analyst)
    states.send_out(made, None, by=analyst)
    part = texts.parts_of(made)[0]
    comment.say(part, f"{word} säger", by=make.member("reader", organisation=organisation, unit=part.unit))
    make.frozen_analysis(organisation, by=analyst, units=0, year=2027)
