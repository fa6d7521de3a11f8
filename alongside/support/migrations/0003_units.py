from django.db import migrations, models

from alongside.core import tables


class Migration(tables.Migration):

    dependencies = [
        ('support', '0002_day_counts'),
    ]

    operations = [
        migrations.AddField(
            model_name='signing',
            name='unit',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='signing',
            name='days_signed',
            field=models.BooleanField(default=False),
        ),
    ]
