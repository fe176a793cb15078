"""What stands before a command does its work."""

from django.db.migrations.loader import MigrationLoader

from utkik.command import prepare


def test_the_files_of_migrations_tell_what_loading_them_would():
    assert prepare._own_migrations() == set(MigrationLoader(None, load=True).disk_migrations)
