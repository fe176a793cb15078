import sqlite3
from contextlib import closing

import pytest

from utkik.command import dump


@pytest.mark.parametrize("name", ["50% #1", "vad?nu", "å ä ö", "plus+%41"])
def test_a_copy_is_taken_whatever_the_directory_is_called(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    source, target = folder / "utkik.sqlite3", tmp_path / "copy"
    with closing(sqlite3.connect(source)) as made:
        made.execute("CREATE TABLE told (what)")
    dump._copy_sqlite(source, target)
    dump._check_sqlite(source)
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM told").fetchone() == (0,)
