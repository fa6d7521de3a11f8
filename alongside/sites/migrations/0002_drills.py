from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='finish',
            name='turned_out',
            field=models.CharField(blank=True, choices=[('opioid', 'An overdose: breathing slowed or stopped'), ('stimulant', 'Too much of an upper: hot, racing, confused'), ('mixed', 'An overdose of several things'), ('overdose', 'An overdose; we do not know of what'), ('not', 'No overdose, after all'), ('mistake', 'A mistake: nobody needed us'), ('drill', 'A drill: we practised')], default='', max_length=10),
        ),
    ]
