import django.db.models.deletion
import utkik.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('collect', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(help_text='keep, dismiss, later, hand_over, dismiss_above, restore, undo', max_length=20)),
                ('size', models.PositiveIntegerField(default=1, help_text='How many entries it was about.')),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['member', '-at'], name='decision_newest_of_member'), models.Index(fields=['organisation', 'at'], name='decision_of_the_day')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('own', 'Own municipality'), ('near', 'Nearby'), ('wider', 'Wider world')], max_length=5)),
                ('state', models.CharField(choices=[('new', 'New'), ('kept', 'Kept'), ('later', 'Later'), ('dismissed', 'Dismissed')], default='new', max_length=9)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('received_at', models.DateTimeField(default=utkik.clock.now)),
                ('sort_at', models.DateTimeField(help_text='When published or, where that lies ahead or is unknown, first seen.')),
                ('search_terms', models.TextField(blank=True, help_text='What search looks in: see utkik.text.index.')),
                ('version', models.PositiveIntegerField(default=1)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='people.area')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collect.item')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.place')),
                ('receiver', models.ForeignKey(blank=True, help_text='Who it was handed to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('sighting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collect.sighting')),
                ('source', models.ForeignKey(help_text='The first it came by.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collect.source')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-sort_at', '-id', 'state', 'due_on', 'area', 'receiver', 'handled_by', 'level', 'source'], name='entry_newest'), models.Index(fields=['organisation', 'state', 'due_on', 'area', 'receiver', 'handled_by'], name='entry_counts')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'item'), name='entry_once_per_organisation'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'later'), _negated=True), ('due_on__isnull', False), _connector='OR'), name='entry_put_off_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='stream.decision')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='stream.entry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('decision', 'entry'), name='change_once_per_decision')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('sighting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collect.sighting')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='collect.source')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='stream.entry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'source'), name='arrival_once_per_source')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(blank=True, max_length=280)),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='stream.entry')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Shown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('list_order', models.CharField(default='newest', max_length=20)),
                ('shown_at', models.DateTimeField()),
                ('decided', models.BooleanField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shown', to='stream.decision')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stream.entry')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
