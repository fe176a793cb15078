"""The database's own guard of the editions: a trigger that refuses to change what is frozen, whoever asks."""

from typing import Any

TABLES = ("trends_edition", "trends_editiontrend")
REFUSAL = "a frozen edition never changes"


def put_up(connection: Any) -> None:
    """Make the triggers (again, where they stand already)."""
    take_down(connection)
    if connection.vendor == "sqlite":
        _run(connection, [_sqlite(table) for table in TABLES])
    else:
        _run(connection, [_function(), *map(_postgresql, TABLES)])


def take_down(connection: Any) -> None:
    """Drop the triggers; only a migration that rebuilds the tables has a reason to."""
    if connection.vendor == "sqlite":
        _run(connection, [f"DROP TRIGGER IF EXISTS {table}_no_update" for table in TABLES])
    else:
        drops = [f"DROP TRIGGER IF EXISTS {table}_no_update ON {table}" for table in TABLES]
        _run(connection, [*drops, "DROP FUNCTION IF EXISTS trends_edition_guard()"])


def _sqlite(table: str) -> str:
    return f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def _function() -> str:
    return (
        "CREATE OR REPLACE FUNCTION trends_edition_guard() RETURNS trigger AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$ LANGUAGE plpgsql"
    )


def _postgresql(table: str) -> str:
    trigger = f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
    return f"{trigger} FOR EACH ROW EXECUTE FUNCTION trends_edition_guard()"


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
