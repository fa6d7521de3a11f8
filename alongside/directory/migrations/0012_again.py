from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0011_lines_of_entries'),
    ]

    operations = [
        migrations.AddField(
            model_name='pathway',
            name='names',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='run',
            name='told',
            field=models.CharField(blank=True, default='', max_length=32),
        ),
        migrations.AddField(
            model_name='run',
            name='left',
            field=models.CharField(blank=True, default='', max_length=32),
        ),
    ]
