"""The ladder takes over where closing duties stood: what nobody has closed yet is due at the end of its window."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give every duty that is not closed its next step."""
    duties = apps.get_model("patrols", "Duty").objects.filter(closed_at__isnull=True)
    duties.update(next_step_at=models.F("ends_at"))


class Migration(migrations.Migration):

    dependencies = [('patrols', '0002_patrol_days')]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
