"""How a password is kept: Argon2, two at a time in each process, since each takes 100 MB meanwhile."""

from __future__ import annotations

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

_two = BoundedSemaphore(2)


class Argon2InTurn(Argon2PasswordHasher):
    def encode(self, password: str, salt: str) -> str:
        with _two:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _two:
            return super().verify(password, encoded)
