"""Each step brings its own addresses; here stands only in which order they are asked."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include(f"utkik.{step}.urls")) for step in [*settings.STEPS, "web"] if find_spec(f"utkik.{step}.urls")
]
handler400 = "utkik.web.errors.bad_request"
handler403 = "utkik.web.errors.forbidden"
handler404 = "utkik.web.errors.not_found"
handler500 = "utkik.web.errors.server_error"
