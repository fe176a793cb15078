"""The product's settings, with what makes a suite quick and alone: a cheap hasher, mail kept in memory."""

import atexit
import os
import shutil
import tempfile

if "UTKIK_DATA" not in os.environ:
    os.environ["UTKIK_DATA"] = tempfile.mkdtemp(prefix="utkik-test-")
    atexit.register(shutil.rmtree, os.environ["UTKIK_DATA"], ignore_errors=True)
os.environ.setdefault("UTKIK_SECRET_KEY", "tests-only")
os.environ.setdefault("UTKIK_FETCH_ALLOW", "127.0.0.0/8")

from utkik.command import assets
from utkik.config.settings import *  # noqa: F403

assets.ready()  # translations as they stand now, whoever ran before

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
