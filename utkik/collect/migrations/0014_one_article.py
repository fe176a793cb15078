"""Items that are known by their address get the key that all forms of an article's address share."""

from django.db import migrations

from utkik.collect.address import fingerprint, identity
from utkik.collect.same import key

PORTION = 500


def _rekeyed(apps, editor, was, becomes):
    Item = apps.get_model("collect", "Item")
    items = Item.objects.using(editor.connection.alias)
    rows = items.filter(identity__startswith="link:").order_by("pk").values_list("pk", "identity", "address")
    portion = []
    for pk, known, address in rows.iterator(chunk_size=PORTION):
        if address and known == f"link:{was(address)}" and was(address) != becomes(address):
            portion.append((pk, known, f"link:{becomes(address)}"))
        if len(portion) == PORTION:
            _write(items, portion)
            portion = []
    _write(items, portion)


def _write(items, portion):
    """Where two items turn out to be one article, the first keeps the shared key and the other its own."""
    wanted = dict(reversed([(identity, pk) for pk, _, identity in portion]))
    taken = set(items.filter(identity__in=list(wanted)).values_list("identity", flat=True))
    for pk, _known, identity in portion:
        if identity not in taken and wanted[identity] == pk:
            items.filter(pk=pk).update(identity=identity)


def _old(address):
    return fingerprint(identity(address))


def forwards(apps, editor):
    _rekeyed(apps, editor, _old, key)


def backwards(apps, editor):
    _rekeyed(apps, editor, key, _old)


class Migration(migrations.Migration):
    dependencies = [("collect", "0013_newsletters")]
    operations = [migrations.RunPython(forwards, backwards)]
