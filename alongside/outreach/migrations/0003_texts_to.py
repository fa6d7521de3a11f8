import alongside.core.clock
import alongside.core.fields
import alongside.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('outreach', '0002_asked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TextsTo',
            fields=[
                ('id', models.UUIDField(default=alongside.core.ids.new, editable=False, primary_key=True, serialize=False)),
                ('number', alongside.core.fields.SealedText()),
                ('chosen_at', models.DateTimeField(default=alongside.core.clock.now)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'person'), name='one_number_each')],
            },
        ),
    ]
