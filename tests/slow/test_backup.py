"""A backup can be restored, and nothing that is no whole backup can."""

from __future__ import annotations

import json
import os
import stat
import zipfile

import pytest

from tests.plugins.installation import making

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def saved(pattern, tmp_path_factory):
    """An installation with an organisation and an upload."""
    with making(tmp_path_factory.mktemp("saved")) as make:
        yield make(like=pattern)


@pytest.fixture(scope="module")
def backup(saved, tmp_path_factory):
    """A backup of it."""
    upload = saved.data / "uploads" / "ab" / "file"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(os.urandom(3000))
    path = tmp_path_factory.mktemp("backup") / "utkik.zip"
    assert saved.json("backup", str(path))["uploads"] == 1
    return path


def test_a_restored_installation_holds_what_was_saved(saved, new_installation, backup):
    second = new_installation("second")

    done = second.run("restore", str(backup))

    assert done.returncode == 0, done.stderr
    assert second.json("stats") == saved.json("stats")
    before, after = ((one.data / "uploads" / "ab" / "file").read_bytes() for one in (saved, second))
    assert before == after


def test_the_file_is_its_owners_alone_and_holds_no_key(saved, backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    key = (saved.data / "secret-key").read_bytes().strip()
    with zipfile.ZipFile(backup) as pack:
        assert not any(key in pack.read(name) for name in pack.namelist())


def test_restore_refuses_a_directory_that_holds_any_file(new_installation, backup):
    second = new_installation("second")
    second.data.mkdir()
    (second.data / "notes.txt").write_text("mine")

    done = second.run("restore", str(backup))

    assert done.returncode == 1
    assert "holds files already" in done.stderr
    assert [path.name for path in second.data.iterdir()] == ["notes.txt"]


def rewritten(backup, change):
    """A copy of the backup whose manifest `change` has changed."""
    path = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()
            new.writestr(name, content)
    return path


def newer_version(manifest):
    manifest["migrations"].append(["people", "9999_of_tomorrow"])


def newer_format(manifest):
    manifest["format"] = 99


def another_content(manifest):
    manifest["files"]["database"]["sha256"] = "0" * 64


def a_file_too_many(manifest):
    del manifest["files"]["uploads/ab/file"]


def another_engine(manifest):
    manifest["engine"] = "oracle"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (newer_version, "newer version"),
        (newer_format, "newer version"),
        (another_content, "damaged"),
        (a_file_too_many, "damaged"),
        (another_engine, "oracle"),
    ],
)
def test_restore_refuses_what_it_cannot_vouch_for_and_leaves_nothing(new_installation, backup, change, words):
    second = new_installation("second")

    done = second.run("restore", str(rewritten(backup, change)))

    assert done.returncode == 1
    assert words in done.stderr
    assert not files_in(second.data)


def test_a_name_that_leaves_the_uploads_is_refused(new_installation, backup, tmp_path):
    second, path = new_installation("second"), tmp_path / "slip.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(path, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["files"]["uploads/../../slip"] = manifest["files"]["uploads/ab/file"]
        for name in old.namelist():
            new.writestr(name, json.dumps(manifest) if name == "manifest.json" else old.read(name))
        new.writestr("uploads/../../slip", old.read("uploads/ab/file"))

    done = second.run("restore", str(path))

    assert (done.returncode, files_in(second.data)) == (1, [])
    assert not list(tmp_path.rglob("slip"))


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_refused(installation, tmp_path, content):
    path = tmp_path / "none.zip"
    path.write_bytes(content)

    done = installation.run("restore", str(path))

    assert done.returncode == 1
    assert "no backup of Utkik" in done.stderr
    assert not installation.data.exists()


def test_a_newer_database_is_not_touched(set_up_installation):
    installation = set_up_installation
    if "UTKIK_DATABASE_URL" in installation.environment:
        pytest.skip("the file is changed by hand below")
    import sqlite3  # noqa: PLC0415

    with sqlite3.connect(installation.data / "utkik.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_of_tomorrow', '2027-01-01')"
        )

    for words in (["web"], ["stats"]):
        done = installation.run(*words)
        assert done.returncode == 1
        assert "newer version" in done.stderr


def test_a_full_target_leaves_no_half_file(set_up_installation, tmp_path):
    done = set_up_installation.run("backup", str(tmp_path / "none" / "utkik.zip"))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def files_in(folder):
    return [path for path in folder.rglob("*") if not path.is_dir()]
