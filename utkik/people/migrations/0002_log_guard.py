from django.db import migrations

from utkik.people import guard


def put_up(apps, editor):
    guard.put_up(editor.connection)


def take_down(apps, editor):
    guard.take_down(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
