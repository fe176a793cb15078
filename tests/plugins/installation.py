"""An installation of its own: a data directory, a database, and the command run as an operator runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
_numbers = count()
PASSWORD = "åtta små ekorrar i en tall"


@dataclass
class Installation:
    """Where it lies, and how its commands are run."""

    data: Path
    environment: dict[str, str]

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "utkik", *words],
            env={**os.environ, **self.environment, **environment},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def json(self, *words: str) -> dict:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def set_up(self, name: str = "Sandviks kommun", *words: str) -> subprocess.CompletedProcess[str]:
        file = self.data.parent / "password"
        file.write_text(PASSWORD + "\n")
        return self.run(
            *("setup", "--organisation", name, "--email", "anna@sandvik.example", "--password-file", str(file)),
            *("--starter-pack", "none", *words),
        )


@contextmanager
def making(folder: Path) -> Iterator[Callable[..., Installation]]:
    """Makes installations under the folder; their databases are dropped at the end."""
    databases = []

    def make(name: str = "first", like: Installation | None = None) -> Installation:
        data = folder / name / "data"
        data.parent.mkdir()
        said = {"UTKIK_DATA": str(data), "UTKIK_SECRET_KEY": "", "DJANGO_SETTINGS_MODULE": "utkik.config.settings"}
        if server := os.environ.get("UTKIK_DATABASE_URL"):
            template = like.environment["UTKIK_DATABASE_URL"] if like else ""
            databases.append(own_database(server, f"command_{os.getpid()}_{next(_numbers)}", template))
            said["UTKIK_DATABASE_URL"] = databases[-1]
        if like:
            shutil.copytree(like.data, data)
        return Installation(data, said)

    yield make
    for address in databases:
        drop_database(os.environ["UTKIK_DATABASE_URL"], address)


@pytest.fixture
def new_installation(tmp_path):
    """Makes an empty installation: `new_installation("second")`."""
    with making(tmp_path) as make:
        yield make


@pytest.fixture
def installation(new_installation):
    """An empty one."""
    return new_installation()


@pytest.fixture(scope="session")
def pattern(tmp_path_factory):
    """One that was set up, to be copied: the migrations take some seconds."""
    with making(tmp_path_factory.mktemp("pattern")) as make:
        made = make()
        done = made.set_up()
        assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture
def set_up_installation(new_installation, pattern):
    """One with an organisation (sandviks-kommun), its analyst, and no sources."""
    return new_installation("set-up", like=pattern)


def own_database(server: str, name: str, template: str) -> str:
    """A new database beside the server's, like another one where it is named; its address."""
    like = f' TEMPLATE "{urlsplit(template).path[1:]}"' if template else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{like}')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def drop_database(server: str, address: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{urlsplit(address).path[1:]}" WITH (FORCE)')
