from django.db import migrations

from utkik.text.index import index
from utkik.trends import forces, guard


def lay_forces(apps, editor):
    """The organisations that began before there were trends get the five forces too."""
    force = apps.get_model("trends", "Force")
    for organisation in apps.get_model("people", "Organisation").objects.all():
        forces.lay(organisation, force)


def put_up(apps, editor):
    guard.put_up(editor.connection)


def take_down(apps, editor):
    guard.take_down(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("trends", "0001_initial")]
    operations = [
        index("trends_trend"),
        migrations.RunPython(lay_forces, migrations.RunPython.noop),
        migrations.RunPython(put_up, take_down),
    ]
