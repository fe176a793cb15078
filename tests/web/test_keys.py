"""Keys: delivered, changed, refused."""

import pytest

from utkik.web import keys


def test_no_two_delivered_keys_are_the_same():
    assert keys.refused({}) == {}
    assert len({act.key for act in keys.ACTS}) == len(keys.ACTS)


def test_a_collision_is_refused_with_the_name_of_the_other():
    errors = keys.refused({"hand_over": "k"})

    assert errors == {"hand_over": "k används redan till Föregående. Välj en annan till Dela med."}


@pytest.mark.parametrize("key", ["", "ab", "g g g", "\t"])
def test_only_single_keys_and_pairs_are_taken(key):
    errors = keys.refused({"dismiss": key})

    assert (not errors) == (key == "")


def test_an_own_choice_goes_before_the_delivered_one():
    assert keys.keys_of({"dismiss": "x"})["dismiss"] == "x"
    assert keys.keys_of({"dismiss": ""})["dismiss"] == "e"
    assert keys.keys_of(None)["keep"] == "f"
