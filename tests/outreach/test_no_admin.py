"""The administrator manages users and units, and reads nothing of the work with schools."""

from django.apps import apps
from django.contrib import admin

from tests.cast import Cast
from tests.clients import signed_in


def test_the_admin_knows_no_table_of_it(cast: Cast) -> None:
    tables = list(apps.get_app_config("outreach").get_models())
    assert [table for table in tables if admin.site.is_registered(table)] == []
    assert "outreach" not in signed_in(cast.administrator).get("/admin/").content.decode()


def test_the_administrator_may_do_nothing_with_it(cast: Cast) -> None:
    names = [table._meta.model_name for table in apps.get_app_config("outreach").get_models()]
    verbs = ("add", "change", "delete", "view")
    assert [name for name in names for verb in verbs if cast.administrator.has_perm(f"outreach.{verb}_{name}")] == []
    assert not cast.administrator.has_module_perms("outreach")
