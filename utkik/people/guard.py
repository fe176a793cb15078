"""The database's own guard of the log: a trigger that refuses to change it, whoever asks.

DELETE is let through only for months that a recorded decision (DisposalDecision) of the organisation names.
"""

from typing import Any

NAMED = "SELECT 1 FROM people_disposaldecision d WHERE d.organisation_id = OLD.organisation_id AND {month} = {decided}"
SQLITE_NAMED = NAMED.format(month="strftime('%Y-%m', OLD.at)", decided="strftime('%Y-%m', d.log_month)")
POSTGRESQL_NAMED = NAMED.format(
    month="to_char(OLD.at AT TIME ZONE 'UTC', 'YYYY-MM')", decided="to_char(d.log_month, 'YYYY-MM')"
)
REFUSAL = "the log of acts is append-only"

SQLITE = [
    f"CREATE TRIGGER people_act_no_update BEFORE UPDATE ON people_act BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER people_act_no_delete BEFORE DELETE ON people_act "
    f"WHEN NOT EXISTS ({SQLITE_NAMED}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
SQLITE_DROP = ["DROP TRIGGER IF EXISTS people_act_no_update", "DROP TRIGGER IF EXISTS people_act_no_delete"]
POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION people_act_guard() RETURNS trigger AS $$ BEGIN "
    f"IF TG_OP = 'DELETE' AND EXISTS ({POSTGRESQL_NAMED}) THEN RETURN OLD; END IF; "
    f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER people_act_guard BEFORE UPDATE OR DELETE ON people_act "
    "FOR EACH ROW EXECUTE FUNCTION people_act_guard()",
]
POSTGRESQL_DROP = [
    "DROP TRIGGER IF EXISTS people_act_guard ON people_act",
    "DROP FUNCTION IF EXISTS people_act_guard()",
]


def put_up(connection: Any) -> None:
    """Make the trigger (again, where it stands already)."""
    take_down(connection)
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def take_down(connection: Any) -> None:
    """Drop the trigger; only migrations and the tests' flush have a reason to."""
    _run(connection, SQLITE_DROP if connection.vendor == "sqlite" else POSTGRESQL_DROP)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
