import django.db.models.deletion
import utkik.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('signals', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('position', models.PositiveIntegerField(default=0)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('budget', models.PositiveSmallIntegerField(blank=True, help_text='Points in all, per judge.', null=True)),
                ('most', models.PositiveSmallIntegerField(default=3, help_text='Highest value on one signal.')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.criterion')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('organisation', 'code'), name='criterion_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.DateField(help_text='First day of the month.')),
                ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('locked', 'Locked')], default='open', max_length=6)),
                ('closes_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(default=utkik.clock.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('locked_at', models.DateTimeField(blank=True, null=True)),
                ('limits_line', models.CharField(blank=True, help_text="Why fewer or more were lifted than the organisation's limits.", max_length=280)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.criterion')),
                ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit', None)), fields=('organisation', 'period'), name='round_once_in_organisation'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('organisation', 'unit', 'period'), name='round_once_in_unit')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(choices=[('lifted', 'Lifted'), ('parked', 'Parked'), ('set_aside', 'Set aside')], max_length=9)),
                ('until', models.DateField(blank=True, null=True)),
                ('line', models.CharField(blank=True, help_text='Why, where the choice departs from the ranking.', max_length=280)),
                ('rank', models.PositiveIntegerField(blank=True, null=True)),
                ('total', models.PositiveIntegerField(default=0)),
                ('noted_at', models.DateTimeField(default=utkik.clock.now)),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='signals.signal')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='rounds.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'signal'), name='outcome_once'), models.CheckConstraint(condition=models.Q(models.Q(('choice', 'parked'), _negated=True), ('until__isnull', False), _connector='OR'), name='outcome_parked_has_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('choice', 'set_aside'), _negated=True), models.Q(('line', ''), _negated=True), _connector='OR'), name='outcome_set_aside_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Invitee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=utkik.clock.now)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='rounds.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'member'), name='invitee_once')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='signals.signal')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='rounds.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'signal'), name='candidate_once')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField(default=utkik.clock.now)),
                ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ('budget', models.PositiveSmallIntegerField(default=10)),
                ('given', models.PositiveSmallIntegerField(default=0)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='rounds.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'member'), name='ballot_once'), models.CheckConstraint(condition=models.Q(('given__lte', models.F('budget'))), name='ballot_within_its_budget')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=280)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signals.signal')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='rounds.ballot')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.criterion')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='rounds.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'signal', 'criterion'), name='assessment_once')],
            },
        ),
    ]
