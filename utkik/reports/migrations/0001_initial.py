import django.db.models.deletion
import utkik.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('rounds', '0001_initial'),
        ('signals', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True, help_text='In Fem minuter, at most 180 characters.')),
                ('question', models.TextField(blank=True, help_text='Att tala om, at most 280 characters.')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='signals.signal')),
            ],
        ),
        migrations.CreateModel(
            name='PieceUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.piece')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('piece', 'unit'), name='piece_unit_once')],
            },
        ),
        migrations.AddField(
            model_name='piece',
            name='units',
            field=models.ManyToManyField(blank=True, related_name='+', through='reports.PieceUnit', to='people.unit'),
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.DateField(help_text='First day of the month.')),
                ('language', models.CharField(default='sv', max_length=8)),
                ('title', models.CharField(blank=True, help_text="The analyst's headline.", max_length=100)),
                ('introduction', models.TextField(blank=True, help_text='First lines of Fem minuter, at most 500 characters.')),
                ('request', models.TextField(blank=True, help_text='What is asked of the readers, at most 280 characters.')),
                ('created_at', models.DateTimeField(default=utkik.clock.now)),
                ('published_at', models.DateTimeField(blank=True, help_text='When its first edition was.', null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('conversation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='signals.conversation')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='rounds.round')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit', None)), fields=('organisation', 'period'), name='report_once_in_organisation'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('organisation', 'unit', 'period'), name='report_once_in_unit')],
            },
        ),
        migrations.AddField(
            model_name='piece',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='reports.report'),
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=100)),
                ('schema_version', models.PositiveSmallIntegerField()),
                ('tree', models.JSONField()),
                ('article', models.TextField()),
                ('article_sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField(default=utkik.clock.now)),
                ('of_version', models.PositiveIntegerField(help_text="The report's version that was frozen.", null=True)),
                ('search_terms', models.TextField(blank=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='reports.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='edition_number_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('fields', models.JSONField()),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('aside', models.BooleanField(default=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='reports.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('aside', False)), fields=('report', 'version'), name='report_revision_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(help_text='pdf, md or html', max_length=8)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='reports.edition')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'form'), name='edition_file_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionSignal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='reports.edition')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told_in', to='signals.signal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'signal'), name='edition_signal_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.UniqueConstraint(fields=('report', 'signal'), name='piece_once'),
        ),
    ]
