from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0002_texts'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='outgoingmail',
            name='is_private',
        ),
    ]
