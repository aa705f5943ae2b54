"""The frame of a page and its parts."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


class CoverForm(forms.Form):
    """A form with what a form can have."""

    place = forms.CharField(label="Place", help_text="Say which gate.")
    people = forms.IntegerField(label="People")
    officers = forms.MultipleChoiceField(
        label="Officers", choices=[("1", "One"), ("2", "Two")], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="Note", required=False)


@pytest.mark.parametrize(("code", "lang", "other"), [("zh-hans", "zh-CN", "English"), ("en", "en", "中文")])
def test_base_needs_no_request(code: str, lang: str, other: str) -> None:
    with translation.override(code):
        page = render_to_string("base.html", {"demo": True})

    assert f'<html lang="{lang}"' in page
    assert other in page
    assert 'class="ribbon"' in page
    assert "csrfmiddlewaretoken" not in page


def test_base_without_demo_has_no_ribbon() -> None:
    assert 'class="ribbon"' not in render_to_string("base.html")


def test_language_link_leads_back_with_the_whole_query(db: None) -> None:
    request = RequestFactory().get("/patrols/duties/?state=missed&page=2")

    page = render_to_string("base.html", request=request)

    assert "?next=%2Fpatrols%2Fduties%2F%3Fstate%3Dmissed%26page%3D2" in page


def test_field_says_its_error_above_the_input_and_is_wired_to_it() -> None:
    form = CoverForm({"place": "", "people": "3"})

    field = render_to_string("components/field.html", {"field": form["place"]})

    assert 'aria-describedby="id_place_helptext id_place_error"' in field
    assert 'aria-invalid="true"' in field
    assert field.index('id="id_place_helptext"') < field.index('id="id_place_error"') < field.index("<input")


def test_form_errors_link_to_each_field() -> None:
    form = CoverForm({"place": "", "people": "many"})

    summary = render_to_string("components/form_errors.html", {"form": form})

    assert [f'href="#{target}"' in summary for target in ("id_place", "id_people", "id_officers_group", "id_note")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_form_errors_are_silent_about_a_form_that_is_right() -> None:
    form = CoverForm({"place": "West gate", "people": "3", "officers": ["1"]})

    assert render_to_string("components/form_errors.html", {"form": form}).strip() == ""


def test_pagination_keeps_the_query_string(db: None) -> None:
    request = RequestFactory().get("/duties/?state=missed&page=2")
    page_obj = Paginator(range(90), 30).page(2)

    pager = render_to_string("components/pagination.html", {"page_obj": page_obj}, request)

    assert 'href="?state=missed&amp;page=1"' in pager
    assert 'href="?state=missed&amp;page=3"' in pager


def test_pagination_of_one_page_is_empty() -> None:
    page_obj = Paginator(range(3), 30).page(1)

    assert render_to_string("components/pagination.html", {"page_obj": page_obj}).strip() == ""


@pytest.mark.parametrize(
    ("state", "shape"),
    [
        ("open", "due"),
        ("done", "tick"),
        ("late", "late"),
        ("after", "after"),
        ("missed", "missed"),
        ("cancelled", "void"),
    ],
)
def test_state_has_a_shape_and_a_word(state: str, shape: str) -> None:
    html = render_to_string("components/state.html", {"state": state})

    assert f"#mk-{shape}" in html
    assert html.split("</b></span>")[1].strip().removesuffix("</span>").strip()


def test_tally_has_one_mark_a_point() -> None:
    html = render_to_string("components/tally.html", {"states": ["done"] * 31 + ["late"] * 3, "label": "31 of 34"})

    assert (html.count("<use "), html.count("mk-tick"), html.count("#mk-late")) == (34, 31, 3)


def test_spark_keeps_its_points_in_any_language() -> None:
    with translation.override("zh-hans"):
        html = render_to_string("components/spark.html", {"lines": [[(2, 22.0), (98.5, 4.0)], [(99, 4.0)]]})

    assert 'points="2,22.0 98.5,4.0 "' in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_page_needs_no_context_and_leaks_nothing(name: str) -> None:
    page = render_to_string(name, {"exception": "secret detail", "reason": "secret detail", "request_path": "/secret"})

    assert "<h1>" in page
    assert "secret" not in page
