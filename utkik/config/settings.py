"""The settings, all from the environment (README has the table). Loading them writes nothing."""

import os
import secrets
from pathlib import Path

from utkik.config import environment

ROOT = Path(__file__).resolve().parent.parent
STEPS = ["people", "collect", "stream", "signals", "rounds", "trends", "reports", "meetings", "insight"]

UTKIK_DATA = environment.data_directory()
_address = environment.public_address()
UTKIK_URL = _address.geturl()
UTKIK_PROXIES = environment.networks("UTKIK_PROXIES")
UTKIK_FETCH_ALLOW = environment.networks("UTKIK_FETCH_ALLOW")
UTKIK_FETCH_PER_HOST = int(environment.number("UTKIK_FETCH_PER_HOST", 2, least=1))
UTKIK_FETCH_PAUSE = environment.number("UTKIK_FETCH_PAUSE", 0.25)
UTKIK_CONTACT = environment.contact("UTKIK_CONTACT")
NEWSLETTER_MAILBOX = environment.mailbox()
UTKIK_NOW = environment.moment("UTKIK_NOW")
UTKIK_STARTER_PACK = os.environ.get("UTKIK_STARTER_PACK", "")

DEBUG = False
# A key that lives as long as the process serves whoever stores nothing (`utkik probe`).
SECRET_KEY = environment.secret_key(UTKIK_DATA) or secrets.token_urlsafe(48)
ALLOWED_HOSTS = [_address.hostname, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [UTKIK_URL]
ROOT_URLCONF = "utkik.config.urls"
WSGI_APPLICATION = "utkik.config.wsgi.application"

INSTALLED_APPS = [
    *(f"utkik.{step}" for step in STEPS),
    "utkik.web",
    "utkik.net",
    "utkik.work",
    "utkik.demo",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "utkik.config.transport.Transport",
    "utkik.web.csp.ContentSecurityPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "utkik.people.idle.Idle",
    "utkik.people.access.PersonLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "utkik.people.access.DeclaredAccess",
    "utkik.web.errors.ReadingAnAct",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "utkik.people.context.person",
            ],
        },
    },
]

DATABASES = {"default": environment.database(UTKIK_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["utkik.people.hashing.Argon2InTurn"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/log-in"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # "within a day", say the mail and the page that show the link
LOGIN_REDIRECT_URL = "/"
# Views of libraries that cannot carry a declaration of their own: dotted name → utkik.people.access.Access.
LIBRARY_VIEWS: dict[str, object] = {}

# The cookie's name and Secure are set by Transport for each request: https and loopback are both served.
SESSION_ENGINE = "utkik.people.sessions"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "utkik.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "utkik-language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
# Served from the packages as they are: nothing to collect, nothing stale after an upgrade.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": UTKIK_DATA}},
    "uploads": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": UTKIK_DATA / "uploads",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DEFAULT_FROM_EMAIL = f"utkik@{_address.hostname}"
globals().update(environment.mail())

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"clean": {"()": "utkik.config.logs.Clean"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["clean"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"utkik": {"level": "INFO"}},
}
