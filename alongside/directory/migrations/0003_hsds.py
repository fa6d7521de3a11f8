import alongside.core.ids
import django.db.models.deletion
from django.db import migrations, models
from alongside.core import tables


def _read_again(apps, schema_editor):
    """What was imported keeps its address; the next import of each source fills in the rest."""
    names = ("ListedOrganisation", "ListedProgramme", "Location", "PostalAddress", "Service")
    for name in (*names, "Phone", "Schedule"):
        apps.get_model("directory", name).objects.update(mark="")


class Migration(tables.Migration):

    dependencies = [
        ('directory', '0002_truth'),
    ]

    operations = [
        migrations.RemoveField(model_name='service', name='terms'),
        migrations.RemoveField(model_name='service', name='languages'),
        migrations.RemoveField(model_name='location', name='languages'),
        migrations.RemoveField(model_name='location', name='is_virtual'),
        migrations.DeleteModel(name='ServiceAtLocation'),
        migrations.DeleteModel(name='Term'),
        migrations.DeleteModel(name='Detail'),
        migrations.RunPython(_read_again, migrations.RunPython.noop),
        migrations.AddField(
            model_name='listedorganisation',
            name='logo',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='listedorganisation',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='directory.listedorganisation'),
        ),
        migrations.AddField(
            model_name='listedorganisation',
            name='uri',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='listedorganisation',
            name='year_incorporated',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='listedprogramme',
            name='description',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='location',
            name='external_identifier',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='location',
            name='external_identifier_type',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='location',
            name='kind',
            field=models.CharField(choices=[('physical', 'a place to go to'), ('postal', 'a mail address'), ('virtual', 'online')], default='physical', max_length=10),
        ),
        migrations.AddField(
            model_name='phone',
            name='description',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='postaladdress',
            name='attention',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='postaladdress',
            name='district',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='schedule',
            name='attending',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='schedule',
            name='count',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='schedule',
            name='description',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='schedule',
            name='every',
            field=models.CharField(blank=True, choices=[('WEEKLY', 'every week'), ('MONTHLY', 'every month')], default='', max_length=8),
        ),
        migrations.AddField(
            model_name='schedule',
            name='interval',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='schedule',
            name='notes',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='schedule',
            name='starts_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='schedule',
            name='until_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='schedule',
            name='utc_offset',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='schedule',
            name='website',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='schedule',
            name='week_starts',
            field=models.CharField(blank=True, default='', max_length=2),
        ),
        migrations.AddField(
            model_name='service',
            name='accreditations',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='service',
            name='alert',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='service',
            name='assured_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='service',
            name='assurer_email',
            field=models.CharField(blank=True, default='', max_length=254),
        ),
        migrations.AddField(
            model_name='service',
            name='charges',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='service',
            name='licences',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='service',
            name='maximum_age',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='service',
            name='minimum_age',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='service',
            name='modified_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='source',
            name='shows_names',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='location',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='locations', to='directory.listedorganisation'),
        ),
        migrations.AlterField(
            model_name='phone',
            name='kind',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AlterField(
            model_name='postaladdress',
            name='country',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AlterField(
            model_name='postaladdress',
            name='kind',
            field=models.CharField(choices=[('physical', 'address'), ('postal', 'mail address'), ('virtual', 'online')], max_length=10),
        ),
        migrations.AlterField(
            model_name='service',
            name='wait_time',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('name', models.CharField(blank=True, default='', max_length=200)),
                ('title', models.CharField(blank=True, default='', max_length=200)),
                ('department', models.CharField(blank=True, default='', max_length=200)),
                ('email', models.CharField(blank=True, default='', max_length=254)),
                ('location', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='directory.location')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='directory.listedorganisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
        ),
        migrations.AddField(
            model_name='phone',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='directory.contact'),
        ),
        migrations.CreateModel(
            name='Detail',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('payment', 'ways to pay'), ('keyword', 'about'), ('accredited', 'accreditations'), ('licence', 'licences')], max_length=12)),
                ('words', models.CharField(max_length=300)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='details', to='directory.listedorganisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='details', to='directory.service')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceAtLocation',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('description', models.TextField(blank=True, default='')),
                ('near_latitude', models.FloatField(blank=True, null=True)),
                ('near_longitude', models.FloatField(blank=True, null=True)),
                ('is_exact', models.BooleanField(default=True)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offered', to='directory.location')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='at_locations', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceArea',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('name', models.TextField(blank=True, default='')),
                ('description', models.TextField(blank=True, default='')),
                ('extent', models.TextField(blank=True, default='')),
                ('extent_type', models.CharField(blank=True, default='', max_length=60)),
                ('uri', models.CharField(blank=True, default='', max_length=500)),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
                ('offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='directory.serviceatlocation')),
            ],
        ),
        migrations.AddField(
            model_name='contact',
            name='offer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='directory.serviceatlocation'),
        ),
        migrations.AddField(
            model_name='phone',
            name='offer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='directory.serviceatlocation'),
        ),
        migrations.AddField(
            model_name='schedule',
            name='offer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='directory.serviceatlocation'),
        ),
        migrations.CreateModel(
            name='Spoken',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('name', models.CharField(blank=True, default='', max_length=120)),
                ('code', models.CharField(blank=True, default='', max_length=35)),
                ('note', models.TextField(blank=True, default='')),
                ('language', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spoken', to='directory.language')),
                ('location', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='spoken', to='directory.location')),
                ('phone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='spoken', to='directory.phone')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='spoken', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
        ),
        migrations.AddField(
            model_name='location',
            name='languages',
            field=models.ManyToManyField(related_name='locations', through='directory.Spoken', through_fields=('location', 'language'), to='directory.language'),
        ),
        migrations.AddField(
            model_name='service',
            name='languages',
            field=models.ManyToManyField(related_name='services', through='directory.Spoken', through_fields=('service', 'language'), to='directory.language'),
        ),
        migrations.CreateModel(
            name='TableDescription',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('name', models.CharField(blank=True, default='', max_length=200)),
                ('language', models.CharField(blank=True, default='', max_length=35)),
                ('character_set', models.CharField(blank=True, default='', max_length=60)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
        ),
        migrations.CreateModel(
            name='Taxonomy',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('slug', models.CharField(blank=True, db_index=True, default='', max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True, default='')),
                ('uri', models.CharField(blank=True, default='', max_length=500)),
                ('version', models.CharField(blank=True, default='', max_length=60)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('taxonomy', models.CharField(blank=True, default='', max_length=200)),
                ('code', models.CharField(blank=True, default='', max_length=120)),
                ('name', models.CharField(blank=True, default='', max_length=200)),
                ('description', models.TextField(blank=True, default='')),
                ('language', models.CharField(blank=True, default='', max_length=35)),
                ('uri', models.CharField(blank=True, default='', max_length=500)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='directory.term')),
                ('scheme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='terms', to='directory.taxonomy')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
        ),
        migrations.CreateModel(
            name='Attribute',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('entity', models.CharField(max_length=40)),
                ('thing', models.UUIDField()),
                ('kind', models.CharField(blank=True, default='', max_length=120)),
                ('value', models.TextField(blank=True, default='')),
                ('label', models.CharField(blank=True, default='', max_length=200)),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attributes', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attributes', to='directory.term')),
            ],
        ),
        migrations.AddField(
            model_name='service',
            name='terms',
            field=models.ManyToManyField(related_name='services', through='directory.Attribute', through_fields=('service', 'term'), to='directory.term'),
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('name', models.CharField(max_length=200)),
                ('scheme', models.CharField(blank=True, default='', max_length=200)),
                ('identifier', models.CharField(blank=True, default='', max_length=200)),
                ('uri', models.CharField(blank=True, default='', max_length=500)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
        ),
        migrations.CreateModel(
            name='Capacity',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('available', models.FloatField()),
                ('maximum', models.FloatField(blank=True, null=True)),
                ('description', models.TextField(blank=True, default='')),
                ('counted_at', models.DateTimeField(blank=True, null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capacities', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capacities', to='directory.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Website',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('label', models.CharField(blank=True, default='', max_length=200)),
                ('url', models.CharField(max_length=500)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='websites', to='directory.listedorganisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='websites', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
        ),
        migrations.CreateModel(
            name='Accessibility',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('description', models.TextField(blank=True, default='')),
                ('details', models.TextField(blank=True, default='')),
                ('website', models.CharField(blank=True, default='', max_length=500)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accessibility', to='directory.location')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='one_accessibility_per_key')],
            },
        ),
        migrations.CreateModel(
            name='CostOption',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('option', models.TextField(blank=True, default='')),
                ('currency', models.CharField(blank=True, default='', max_length=20)),
                ('amount', models.FloatField(blank=True, null=True)),
                ('amount_description', models.TextField(blank=True, default='')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='one_cost_per_key')],
            },
        ),
        migrations.CreateModel(
            name='Funding',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('words', models.TextField(blank=True, default='')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='funding', to='directory.listedorganisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='funding', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='one_funding_per_key')],
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('scheme', models.CharField(blank=True, default='', max_length=200)),
                ('kind', models.CharField(max_length=200)),
                ('identifier', models.CharField(max_length=200)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='directory.listedorganisation')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='one_identifier_per_key')],
            },
        ),
        migrations.CreateModel(
            name='Metadata',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('entity', models.CharField(max_length=40)),
                ('thing', models.UUIDField()),
                ('changed_on', models.CharField(max_length=40)),
                ('action', models.CharField(max_length=60)),
                ('field', models.CharField(max_length=120)),
                ('previous', models.TextField(blank=True, default='')),
                ('replacement', models.TextField(blank=True, default='')),
                ('changed_by', models.CharField(blank=True, default='', max_length=200)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
            options={
                'indexes': [models.Index(fields=['thing'], name='metadata_of')],
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='one_metadata_per_key')],
            },
        ),
        migrations.CreateModel(
            name='RequiredDocument',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('document', models.TextField(blank=True, default='')),
                ('uri', models.CharField(blank=True, default='', max_length=500)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='one_document_per_key')],
            },
        ),
        migrations.CreateModel(
            name='ScheduleDay',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('by', models.CharField(choices=[('day', 'day of the week'), ('monthday', 'day of the month'), ('weekno', 'week of the year'), ('yearday', 'day of the year')], default='day', max_length=8)),
                ('weekday', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('number', models.SmallIntegerField(blank=True, null=True)),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='directory.schedule')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday', None), ('weekday__lte', 6), _connector='OR'), name='schedule_day_weekday')],
            },
        ),
        migrations.AddIndex(
            model_name='serviceatlocation',
            index=models.Index(fields=['near_latitude', 'near_longitude'], name='service_by_position'),
        ),
        migrations.AddConstraint(
            model_name='serviceatlocation',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_offer_per_key'),
        ),
        migrations.AddConstraint(
            model_name='servicearea',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_area_per_key'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_contact_per_key'),
        ),
        migrations.AddConstraint(
            model_name='spoken',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_spoken_per_key'),
        ),
        migrations.AddConstraint(
            model_name='tabledescription',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_table_description_per_key'),
        ),
        migrations.AddConstraint(
            model_name='taxonomy',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_taxonomy_per_key'),
        ),
        migrations.AddIndex(
            model_name='term',
            index=models.Index(fields=['taxonomy', 'code'], name='term_by_code'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_term_per_key'),
        ),
        migrations.AddIndex(
            model_name='attribute',
            index=models.Index(fields=['thing'], name='attribute_of'),
        ),
        migrations.AddConstraint(
            model_name='attribute',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_attribute_per_key'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_unit_per_key'),
        ),
        migrations.AddConstraint(
            model_name='capacity',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_capacity_per_key'),
        ),
        migrations.AddConstraint(
            model_name='website',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='one_website_per_key'),
        ),
    ]
