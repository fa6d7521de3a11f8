from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='shift',
            name='asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
