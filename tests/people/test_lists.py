import pytest

from tests import factories as make
from utkik.people import changes, lists
from utkik.people.lists import SORTS
from utkik.people.models import Act, Area, Place, Unit

pytestmark = pytest.mark.django_db
AREAS = "/o/sandvik/administration/areas"


@pytest.fixture
def analyst(client):
    found = make.member("analyst", name="Astrid")
    client.force_login(found.user)
    return found


def names(sort, member):
    return [row.name for row in lists.standing(SORTS[sort], member)]


def undo_last(client):
    page = client.get(AREAS).content.decode()
    address = page.split('class="undo"')[-1].split('action="')[1].split('"')[0]
    return client.post(address)


def test_a_row_is_added_last_once_and_taken_back(client, analyst):
    make.area("Klimat")
    told = {"new-name": "  Vatten  ", "new-owner": analyst.pk, "new-deputy": "", "once": "k" * 20}
    for _ in range(2):
        assert client.post(f"{AREAS}/new", told)["Location"] == AREAS
    assert names("areas", analyst) == ["Klimat", "Vatten"]
    assert Area.objects.get(name="Vatten").owner == analyst
    assert undo_last(client)["Location"] == AREAS
    assert names("areas", analyst) == ["Klimat"]


def test_rows_are_renamed_and_given_owners_with_one_button_and_one_undo(client, analyst):
    climate, water = make.area("Klimat"), make.area("Vatten")
    deputy = make.member("scanner", name="Bo")
    told = {
        f"row-{climate.pk}-name": "Klimat och luft",
        f"row-{climate.pk}-owner": analyst.pk,
        f"row-{climate.pk}-deputy": deputy.pk,
        f"row-{water.pk}-name": "Vatten",
        f"row-{water.pk}-owner": deputy.pk,
    }
    client.post(AREAS, told)
    climate.refresh_from_db()
    assert (climate.name, climate.owner, climate.deputy) == ("Klimat och luft", analyst, deputy)
    assert climate.code == make.area("Klimat", organisation=make.organisation("norras")).code == "klimat"
    undo_last(client)
    climate.refresh_from_db(), water.refresh_from_db()
    assert (climate.name, climate.owner, water.owner) == ("Klimat", None, None)


def test_nobody_of_another_organisation_or_without_the_role_becomes_owner(client, analyst):
    climate = make.area("Klimat")
    for outsider in (make.stranger(), make.member("contributor")):
        answer = client.post(AREAS, {f"row-{climate.pk}-name": "Klimat", f"row-{climate.pk}-owner": outsider.pk})
        assert answer.status_code == 422
    climate.refresh_from_db()
    assert climate.owner is None


def test_a_name_stands_once_whatever_its_case(client, analyst):
    climate, _water = make.area("Klimat"), make.area("Vatten")
    answer = client.post(AREAS, {f"row-{climate.pk}-name": "VATTEN", f"row-{_water.pk}-name": "Vatten"})
    assert answer.status_code == 422 and "En annan rad har det namnet" in answer.content.decode()
    answer = client.post(f"{AREAS}/new", {"new-name": "klimat "})
    assert answer.status_code == 422 and 'value="klimat' in answer.content.decode()


def test_rows_are_moved_and_the_ends_stay(client, analyst):
    one, two, three = (make.area(name) for name in ("Ett", "Två", "Tre"))
    client.post(f"{AREAS}/act", {"down": one.pk})
    assert names("areas", analyst) == ["Två", "Ett", "Tre"]
    client.post(f"{AREAS}/act", {"up": two.pk})
    assert names("areas", analyst) == ["Två", "Ett", "Tre"]
    client.post(f"{AREAS}/act", {"up": three.pk})
    undo_last(client)
    assert names("areas", analyst) == ["Två", "Ett", "Tre"]


def test_a_place_moves_among_those_of_its_level(analyst):
    near, _own, nearer = make.place("Halland", "near"), make.place("Åsa", "own"), make.place("Mölndal", "near")
    assert names("places", analyst) == ["Åsa", "Halland", "Mölndal"]
    lists.move(SORTS["places"], nearer, -1, by=analyst)
    assert names("places", analyst) == ["Åsa", "Mölndal", "Halland"]
    assert lists.move(SORTS["places"], Place.objects.get(pk=near.pk), 1, by=analyst) == []


def test_an_ended_row_cannot_be_chosen_and_can_be_taken_up_again(client, analyst):
    climate = make.area("Klimat")
    client.post(f"{AREAS}/act", {"end": climate.pk})
    assert names("areas", analyst) == [] and Area.objects.filter(pk=climate.pk).exists()
    assert "Avslutade" in client.get(AREAS).content.decode()
    client.post(f"{AREAS}/act", {"resume": climate.pk})
    assert names("areas", analyst) == ["Klimat"]


def test_a_row_taken_up_again_does_not_double_a_name(client, analyst):
    climate = make.area("Klimat")
    client.post(f"{AREAS}/act", {"end": climate.pk})
    make.area("klimat")
    client.post(f"{AREAS}/act", {"resume": climate.pk})
    assert names("areas", analyst) == ["klimat"]
    assert "Byt namn på den först" in client.get(AREAS).content.decode()


def test_nothing_of_a_neighbour_is_changed(client, analyst):
    theirs = make.area("Klimat", organisation=make.organisation("norras"))
    for what in ("up", "down", "end", "resume"):
        assert client.post(f"{AREAS}/act", {what: theirs.pk}).status_code == 404
    client.post(AREAS, {f"row-{theirs.pk}-name": "Kapad"})
    theirs.refresh_from_db()
    assert theirs.name == "Klimat" and theirs.ended_on is None


@pytest.mark.parametrize("sort", SORTS)
def test_every_list_is_added_to_and_shown_in_order(client, analyst, sort):
    page = f"/o/sandvik/administration/{sort}"
    more = {"places": {"new-level": "near"}, "units": {"new-sort": "committee"}}.get(sort, {})
    client.post(f"{page}/new", {"new-name": "Överst på önskelistan"} | more)
    assert names(sort, analyst)[-1] == "Överst på önskelistan"
    assert client.get(page).status_code == 200


def test_a_unit_sorts_by_the_swedish_alphabet_after_a_new_name(analyst):
    unit = make.unit("Zoo")
    lists.change(SORTS["units"], unit, {"name": "Ånge", "sort": Unit.Sort.COMMITTEE}, by=analyst)
    other = make.unit("Ärla")
    assert Unit.objects.get(pk=unit.pk).sort_key < other.sort_key


def test_undoing_what_was_changed_again_since_is_refused(client, analyst):
    climate = make.area("Klimat")
    act = lists.change(SORTS["areas"], climate, {"name": "Luft"}, by=analyst)
    lists.change(SORTS["areas"], climate, {"name": "Eld"}, by=analyst)
    with pytest.raises(changes.CannotUndo):
        changes.undo(act, by=analyst)
    assert Area.objects.get(pk=climate.pk).name == "Eld"


def test_the_log_holds_what_the_row_was_and_became(analyst):
    climate = make.area("Klimat")
    lists.change(SORTS["areas"], climate, {"name": "Luft"}, by=analyst)
    act = Act.objects.get(verb="area.changed")
    assert act.details == {"before": {"name": "Klimat"}, "after": {"name": "Luft"}} and act.changed == ["name"]
    assert lists.change(SORTS["areas"], climate, {"name": "Luft"}, by=analyst) is None


def test_a_longer_list_costs_no_more_queries(client, analyst, django_assert_max_num_queries):
    for name in ("Ett", "Två", "Tre", "Fyra"):
        make.area(name, owner=analyst)
    with django_assert_max_num_queries(29):
        client.get(AREAS)
