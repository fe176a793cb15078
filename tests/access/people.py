from tests import factories as make
from tests.access.row import get, post

#           nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
MEMBERS_ACT = "in 404 ok ok ok ok ok"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACT = "in 404 403 403 403 ok 403"


def areas_are_there(cast):
    make.area(organisation=cast.organisation)
    return []


ROWS = [
    get("people:root", "in on on on on on on"),
    get("people:log_in", "200 on on on on on on"),
    post("people:log_in", "ok ok ok ok ok ok ok", data=lambda cast: {"email": "x@example.org", "password": "fel"}),
    post("people:log_out", "in in in in in in in"),
    post("people:set_language", "ok ok ok ok ok ok ok", data=lambda cast: {"language": "en", "next": "/help"}),
    get("people:first_visit", "on on on on on on on"),
    get("people:first_areas", "in 404 403 403 403 200 403", "no areas"),
    get("people:first_areas", "in 404 403 403 403 on 403", "areas there", args=areas_are_there),
    post("people:first_areas", ANALYST_ACT, data=lambda cast: {"mine": ["climate"]}),
    post("people:draft", MEMBERS_ACT, data=lambda cast: {"key": "signal-1", "title": "Ett utkast"}),
]


def fill(organisation, word):
    make.area(f"{word} område", organisation=organisation)
    make.place(f"{word} plats", "near", organisation=organisation)
    make.unit(f"{word} förvaltning", organisation=organisation)
    make.member("scanner", organisation=organisation, name=f"{word} Person")
