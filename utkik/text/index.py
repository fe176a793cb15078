"""The full-text index of a table, as a step of a migration.

On SQLite an FTS5 table beside it, kept by triggers; on PostgreSQL an index over the expression that the lookup
uses. SQLite loses a table's triggers when a later migration rebuilds it: such a migration ends with `index` again
(a test finds the one that forgot).
"""

from typing import Any

from django.db import migrations

COLUMN = "search_terms"


def index(table: str) -> migrations.RunPython:
    """The step that makes (or makes anew) the index over `search_terms` of a table."""

    def make(apps: Any, editor: Any) -> None:
        drop(apps, editor)
        for statement in _sqlite(table) if editor.connection.vendor == "sqlite" else _postgresql(table):
            editor.execute(statement)

    def drop(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            for suffix in ("insert", "delete", "update"):
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_search_{suffix}")
            editor.execute(f"DROP TABLE IF EXISTS {table}_search")
        else:
            editor.execute(f"DROP INDEX IF EXISTS {table}_search")

    return migrations.RunPython(make, drop)


def _sqlite(table: str) -> list[str]:
    search = f"{table}_search"
    remove = f"INSERT INTO {search}({search}, rowid, {COLUMN}) VALUES ('delete', old.id, old.{COLUMN});"  # noqa: S608
    add = f"INSERT INTO {search}(rowid, {COLUMN}) VALUES (new.id, new.{COLUMN});"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE {search} USING fts5({COLUMN}, content='{table}', content_rowid='id', "
        'tokenize="unicode61 remove_diacritics 0")',
        f"CREATE TRIGGER {search}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {search}_delete AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {search}_update AFTER UPDATE OF {COLUMN} ON {table} BEGIN {remove} {add} END",
        f"INSERT INTO {search}({search}) VALUES ('rebuild')",  # noqa: S608
    ]


def _postgresql(table: str) -> list[str]:
    return [f"CREATE INDEX {table}_search ON {table} USING gin (to_tsvector('simple', {COLUMN}))"]
