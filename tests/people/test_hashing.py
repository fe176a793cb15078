"""Passwords are worked out two at a time, as Argon2 always did it."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

from utkik.people import hashing


def test_a_password_kept_before_still_opens_and_a_wrong_one_does_not():
    kept = Argon2PasswordHasher().encode("åtta små örnar", "saltsaltsalt")
    assert hashing.Argon2InTurn().verify("åtta små örnar", kept)
    assert not hashing.Argon2InTurn().verify("åtta små örnor", kept)


def test_a_third_password_waits_until_one_of_two_is_worked_out():
    found = threading.Event()

    def work_out():
        hashing.Argon2InTurn().encode("åtta små örnar", "saltsaltsalt")
        found.set()

    with hashing._two, hashing._two:
        third = threading.Thread(target=work_out)
        third.start()
        assert not found.wait(0.3)
    third.join(30)
    assert found.is_set()
