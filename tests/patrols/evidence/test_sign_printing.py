"""The printed sign: what it says, on which paper, and that its code is the one that leads to the point."""

import re
from time import process_time

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from campus_safety.printing.paper import Size
from patrols.actions.signs import replace_sign
from patrols.models import PatrolPoint, PointSign
from patrols.printing.sign import EMERGENCY, LAYOUTS, OFFICERS, PARENTS, signs_pdf
from patrols.signs import BORDER, current_signs, sign_code, sign_url
from tests.cast import Cast
from tests.clients import signed_in
from tests.counting import nothing_written
from tests.factories import make_point, make_unit
from tests.factories.evidence import make_posted_sign
from tests.printing.reading import MM, drawn_code, opened, pages_of, text_of

SIZES = {Size.A4: (210, 297), Size.A3: (297, 420)}
POINTS = 34


def printed(*points: PatrolPoint, size: Size = Size.A4) -> bytes:
    """The signs of these points."""
    found = current_signs(PatrolPoint.objects.filter(pk__in=[point.pk for point in points]))
    return signs_pdf(found, size=size, title="标牌", unit="石坪桥派出所")


@pytest.mark.parametrize("size", list(Size))
def test_it_says_whose_point_it_is_and_what_a_scan_does(cast: Cast, settings: Settings, size: Size) -> None:
    settings.DEMO, settings.PUBLIC_URL = False, "https://huxue.example.cn"
    content = printed(cast.point, size=size)
    (page,) = pages_of(content)
    text = page.replace("\n", "")
    for words in (
        "石坪桥派出所护学必巡点",
        "SPQ-01",
        cast.point.name,
        "三峡幼儿园",
        "68823318",
        EMERGENCY,
        *PARENTS,
        *OFFICERS,
    ):
        assert words in text, words
    assert "huxue.example.cn/points/SPQ-01/" in text
    assert cast.point.signs.get().token not in text
    assert "演示数据" not in text
    width, height = SIZES[size]
    with opened(content) as pdf:
        box = [float(edge) for edge in pdf.pages[0].mediabox]
    assert box == pytest.approx([0, 0, float(width * MM), float(height * MM)], abs=0.1)


@pytest.mark.parametrize("size", list(Size))
def test_its_code_is_the_one_that_leads_to_the_point(cast: Cast, settings: Settings, size: Size) -> None:
    settings.PUBLIC_URL = "https://huxue.example.cn"
    sign = cast.point.signs.get()
    code = sign_code(sign)
    expected = [[bool(module) for module in row] for row in code.matrix]

    dark, side_mm = drawn_code(printed(cast.point, size=size), len(expected))

    assert dark == expected
    assert code.error in {"M", "Q", "H"}
    assert side_mm == pytest.approx(LAYOUTS[size].qr, abs=0.1)
    assert side_mm * len(expected) / (len(expected) + 2 * BORDER) >= 40  # the dark part alone
    assert sign_url(sign) == f"https://huxue.example.cn/points/SPQ-01/?sign={sign.token}"


def test_there_is_nothing_but_type_and_areas_on_it(cast: Cast) -> None:
    with opened(printed(cast.point)) as pdf:
        assert "/XObject" not in pdf.pages[0].resources
        fonts = [font for page in pdf.pages for font in dict(page.resources["/Font"]).values()]
        assert all("/FontFile3" in font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts)
        streams = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert not re.search(rb"\b(Do|BI|sh)\b", streams)


def test_every_page_of_a_demonstration_is_marked(cast: Cast, settings: Settings) -> None:
    settings.DEMO = True
    pages = pages_of(printed(cast.point, make_point(cast.station, "SPQ-02")))
    assert ["演示数据" in page for page in pages] == [True, True]


def test_long_names_stay_on_their_page_and_clear_of_the_hotline(cast: Cast) -> None:
    unit = make_unit("LNG", name="重庆市公安局九龙坡区分局石坪桥街道派出所", hotline="")
    schools = [cast.school, cast.other_school]
    point = make_point(unit, "LNG-01", name="石坪桥正街与石杨路交叉口东北角" * 6, schools=schools)
    for size, layout in LAYOUTS.items():
        content = printed(point, size=size)
        assert "重庆市公安局九龙坡区分局石坪桥街道派出所" in text_of(content)
        with opened(content) as pdf:
            assert len(pdf.pages) == 1
            steps = pikepdf.parse_content_stream(pdf.pages[0], "Td Tm")
            tops = [SIZES[size][1] - float(step.operands[-1]) / float(MM) for step in steps]
        above = [top for top in tops if top < layout.hotline_top + 2]
        assert max(above) <= layout.hotline_top - 1
        assert max(tops) <= SIZES[size][1]


def test_a_unit_without_a_hotline_has_110(cast: Cast) -> None:
    point = make_point(make_unit("NUL", hotline=""), "NUL-01")
    text = text_of(printed(point))
    assert "报警电话" in text
    assert "110" in text


def test_34_signs_are_one_small_file_in_no_time(cast: Cast) -> None:
    points = [cast.point, *(make_point(cast.station, f"SPQ-{number:02d}") for number in range(2, POINTS + 1))]
    printed(cast.point)  # the typeface is read once a process
    start = process_time()
    content = printed(*points)
    took_s = process_time() - start
    pages = pages_of(content)
    assert [f"SPQ-{number:02d}" in pages[number - 1] for number in range(1, POINTS + 1)] == [True] * POINTS
    assert len(pages) == POINTS
    assert len(content) < 200_000
    assert took_s < 2


# --- The addresses ---


def test_the_newest_sign_is_printed(cast: Cast) -> None:
    make_posted_sign(cast.officer, cast.point, timezone.localdate())
    newest = replace_sign(point=cast.point, reason="破损")
    assert current_signs(PatrolPoint.objects.all()) == [newest]


@pytest.mark.parametrize(("size", "expected"), [("", Size.A4), ("a4", Size.A4), ("a3", Size.A3)])
def test_one_is_printed_on_the_paper_asked_for(cast: Cast, size: str, expected: Size) -> None:
    answer = signed_in(cast.officer).get(reverse("patrols:sign_print", args=["SPQ-01"]), {"size": size} if size else {})
    assert answer.headers["Content-Type"] == "application/pdf"
    with opened(answer.content) as pdf:
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(float(SIZES[expected][0] * MM), abs=0.1)


def test_all_in_force_are_printed_by_unit(cast: Cast) -> None:
    make_point(cast.station, "SPQ-02", is_published=False)
    make_point(cast.station, "SPQ-03", in_force_until="2019-01-01")
    make_point(cast.other_station, "OTH-01")
    client, address = signed_in(cast.bureau), reverse("patrols:signs_print")

    def codes(**given: str) -> list[str]:
        pages = pages_of(client.get(address, given).content)
        return [found[0] for page in pages if (found := re.search(r"^[A-Z]{3}-\d\d$", page, re.MULTILINE))]

    assert codes() == ["OTH-01", "SPQ-01", "SPQ-02"]
    assert codes(unit="SPQ", size="a3") == ["SPQ-01", "SPQ-02"]
    assert client.get(address, {"unit": "XJW"}).status_code == 404  # a squad has none


@pytest.mark.parametrize("given", [{"size": "a5"}, {"unit": "NONE"}, {"unit": "OTH"}, {"unit": "SPQ\0"}])
def test_a_bad_address_gets_a_named_error(cast: Cast, given: dict[str, str]) -> None:
    answer = signed_in(cast.officer).get(reverse("patrols:signs_print"), given)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == list(given)


def test_printing_writes_nothing(cast: Cast) -> None:
    client = signed_in(cast.officer)
    before = list(PointSign.objects.values())
    with nothing_written():
        client.get(reverse("patrols:sign_print", args=["SPQ-01"]))
        client.get(reverse("patrols:signs_print"))
    assert list(PointSign.objects.values()) == before
