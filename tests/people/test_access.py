import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from tests import factories as make
from utkik.people.access import DeclaredAccess, allowed, anyone, declared, has_right

pytestmark = pytest.mark.django_db


@allowed("scanner")
def scanners_page(request):
    return HttpResponse(request.member.name)


def ask(user, slug="sandvik", view=scanners_page, **headers):
    request = RequestFactory().get(f"/o/{slug}/page?x=1", headers=headers)
    request.user = user
    return view(request, slug)


def test_a_member_with_the_role_or_one_above_it_gets_the_page():
    for role in ("scanner", "analyst"):
        assert ask(make.member(role).user).status_code == 200


def test_a_member_below_the_role_is_refused():
    with pytest.raises(PermissionDenied):
        ask(make.member("contributor").user)


def test_a_stranger_finds_nothing():
    make.organisation()
    with pytest.raises(Http404):
        ask(make.stranger().user)


def test_a_leaver_finds_nothing():
    leaver = make.member("analyst")
    user = leaver.user
    leaver.user, leaver.left_at = None, leaver.joined_at
    leaver.save()
    with pytest.raises(Http404):
        ask(user)


def test_nobody_is_led_to_the_log_in_and_back_to_where_they_wanted():
    response = ask(AnonymousUser())
    assert (response.status_code, response["Location"]) == (302, "/log-in?next=/o/sandvik/page%3Fx%3D1")


def test_a_script_of_nobody_gets_401_so_that_what_it_holds_is_not_lost():
    assert ask(AnonymousUser(), **{"HX-Request": "true"}).status_code == 401


def test_the_administrators_mark_gives_no_role_and_no_role_gives_the_mark():
    technician = make.member("reader", is_administrator=True)
    assert has_right(technician, "administrator") and not has_right(technician, "contributor")
    assert not has_right(make.member("analyst"), "administrator")


def test_a_view_that_declares_nothing_is_refused():
    def silent(request):
        return HttpResponse()

    request = RequestFactory().get("/")
    with pytest.raises(Http404):
        DeclaredAccess(silent).process_view(request, silent, (), {})
    assert DeclaredAccess(silent).process_view(request, anyone(silent), (), {}) is None


def test_a_declaration_names_a_role_that_exists():
    with pytest.raises(ValueError, match="wizard"):
        allowed("wizard")
    assert declared(scanners_page).rights == ("scanner",)
