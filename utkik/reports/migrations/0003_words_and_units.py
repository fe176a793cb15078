import django.db.models.deletion
from django.db import migrations, models

from utkik.text.index import index


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_log_guard'),
        ('reports', '0002_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='PieceUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.piece')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='reportrevision',
            name='report_revision_once',
        ),
        migrations.RemoveField(
            model_name='piece',
            name='version',
        ),
        migrations.RemoveField(
            model_name='report',
            name='lead',
        ),
        migrations.AddField(
            model_name='edition',
            name='of_version',
            field=models.PositiveIntegerField(help_text="The report's version that was frozen.", null=True),
        ),
        migrations.AddField(
            model_name='reportrevision',
            name='aside',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='report',
            name='introduction',
            field=models.TextField(blank=True, help_text='First lines of Fem minuter, at most 500 characters.'),
        ),
        migrations.AddConstraint(
            model_name='reportrevision',
            constraint=models.UniqueConstraint(condition=models.Q(('aside', False)), fields=('report', 'version'), name='report_revision_once'),
        ),
        migrations.AddField(
            model_name='piece',
            name='units',
            field=models.ManyToManyField(blank=True, related_name='+', through='reports.PieceUnit', to='people.unit'),
        ),
        migrations.AddConstraint(
            model_name='pieceunit',
            constraint=models.UniqueConstraint(fields=('piece', 'unit'), name='piece_unit_once'),
        ),
        index("reports_edition"),
    ]
