import pytest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from tests import factories as make
from utkik.people.models import Unit
from utkik.people.once import once

pytestmark = pytest.mark.django_db


@once
def add_unit(request):
    if not request.POST.get("name"):
        return HttpResponse("Skriv ett namn.")
    unit = make.unit(request.POST["name"])
    return redirect(f"/units/{unit.pk}")


def send(user, name, key="nyckel"):
    request = RequestFactory().post("/units", {"name": name, "once": key})
    request.user = user
    return add_unit(request)


def test_a_form_sent_twice_has_its_effect_once_and_leads_to_the_same_page():
    user = make.user()
    first, second = send(user, "Kultur"), send(user, "Kultur")
    assert first["Location"] == second["Location"]
    assert Unit.objects.count() == 1


def test_a_refused_form_may_be_sent_again():
    user = make.user()
    assert send(user, "").status_code == 200
    assert send(user, "Kultur").status_code == 302


def test_two_forms_have_two_effects():
    user = make.user()
    send(user, "Kultur", key="a")
    send(user, "Fritid", key="b")
    assert Unit.objects.count() == 2


def test_a_part_sent_twice_by_script_reloads_the_page_that_shows_it():
    user = make.user()

    @once
    def say(request):
        make.unit(request.POST["name"])
        return HttpResponse("<p>Kultur</p>")

    def by_script():
        request = RequestFactory().post("/say", {"name": "Kultur", "once": "k"}, headers={"HX-Request": "true"})
        request.user = user
        return say(request)

    assert by_script().status_code == 200
    again = by_script()
    assert (again.status_code, again["HX-Refresh"]) == (204, "true")
    assert Unit.objects.count() == 1
