"""The door: who is logged in where, and how often somebody may still try."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from utkik import clock
from utkik.people.models.members import User


class LogIn(AbstractBaseSession):
    """A session with whom it belongs to, so that a person can see their own and end them."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="log_ins")
    device = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)

    @classmethod
    def get_session_store_class(cls):
        return import_string("utkik.people.sessions.SessionStore")


class Bucket(models.Model):
    """Tries that are left for one key. The key is a hash: neither address nor e-mail stands here."""

    key = models.CharField(max_length=64, unique=True)
    left = models.FloatField()
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return self.key
