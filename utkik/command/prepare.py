"""What stands before a command does its work: the data directory, its key, the texts, a current database."""

from __future__ import annotations

import gc
import os
import pkgutil
import secrets
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation

from utkik.command import assets
from utkik.command.errors import Refused
from utkik.command.locks import held
from utkik.config import environment

ADVISORY_LOCK = 7_205_759
OLDER = "The database was not made yet, or by an earlier version. Run `utkik run`, `utkik web` or `utkik setup` first."
NEWER = "The {what} was made by a newer version of Utkik, which knows of {names}. Install that version."


def django_ready() -> None:
    """Load settings and steps; write nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utkik.config.settings")
    assets.ready()
    gc.disable()  # what is loaded stays: to look for rubbish among it again and again costs a tenth of the start
    try:
        django.setup()
    finally:
        gc.freeze()
        gc.enable()
    translation.activate("en")


def data_ready() -> Path:
    """Make the data directory and the installation's secret key unless they exist. Call before `django_ready`."""
    data = environment.data_directory()
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not environment.secret_key(data):
            _lay_key(data / "secret-key")
    except OSError as error:
        raise Refused(f"The data directory {data} cannot be written: {error.strerror}.") from error
    return data


def database_there() -> None:
    """Refuse when there is no database yet; makes nothing."""
    in_a_file = connection.vendor == "sqlite" and not _name().startswith("file:memory")
    if in_a_file and not Path(_name()).is_file():
        raise Refused(OLDER)


def database_current() -> None:
    """Refuse unless the database is there and of this version; makes nothing."""
    database_there()
    if set(applied_migrations()) == _own_migrations():
        return
    if _missing(MigrationExecutor(connection)):
        raise Refused(OLDER)


def database_migrated(told: str = "") -> None:
    """Bring the database to this version; one process at a time. `told` goes to stderr where there is much to do."""
    with _alone():
        executor = MigrationExecutor(connection)
        if _missing(executor):
            if told:
                print(told, file=sys.stderr, flush=True)
            call_command("migrate", interactive=False, verbosity=0)


def read_database() -> None:
    """For commands that work on what is there."""
    django_ready()
    database_current()


def make_database(told: str = "") -> None:
    """For commands that begin an installation, or bring it to this version."""
    data_ready()
    django_ready()
    database_migrated(told)


def _name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def applied_migrations() -> list[tuple[str, str]]:
    """App and name of each migration that the database has had."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def unknown_migrations(applied: Iterable[Sequence[str]], loader: MigrationLoader | None = None) -> list[str]:
    """Those of the migrations that belong to this product's steps and that this version lacks."""
    loader = loader or MigrationLoader(None)
    known = set(loader.disk_migrations) | set(loader.replacements)
    steps = {app for app, _ in known}
    return sorted(f"{app}.{name}" for app, name in applied if app in steps and (app, name) not in known)


def _own_migrations() -> set[tuple[str, str]]:
    """App and name of each migration of this version, by its file alone: they need not be loaded to be counted."""
    found = set()
    for step in apps.get_app_configs():
        for _finder, name, is_package in pkgutil.iter_modules([f"{step.path}/migrations"]):
            found |= {(step.label, name)} if not is_package and name[0] not in "_~" else set()
    return found


def _missing(executor: MigrationExecutor) -> bool:
    """Whether migrations are still to be applied. Refuses a database that knows of migrations this version lacks."""
    if strange := unknown_migrations(executor.loader.applied_migrations, executor.loader):
        raise Refused(NEWER.format(what="database", names=", ".join(strange)))
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _lay_key(path: Path) -> None:
    """Whole or not at all, and never over another process's: what is signed with a lost key is lost."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor != "postgresql":
        with held(settings.UTKIK_DATA / "migrate.lock"):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
