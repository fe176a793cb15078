"""Sessions in a table of our own (SESSION_ENGINE): each knows its user."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from utkik.people.models import LogIn

DEVICE = "device"


class SessionStore(DatabaseStore):
    """Django's own store in the database, with the user and the device beside the data."""

    @classmethod
    def get_model_class(cls) -> type[LogIn]:
        return LogIn

    def create_model_instance(self, data: dict) -> LogIn:
        session: Any = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)
        session.device = data.get(DEVICE, "")
        began = LogIn.objects.filter(pk=session.session_key).values_list("started_at", flat=True).first()
        if began:
            session.started_at = began
        return session
