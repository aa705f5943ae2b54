"""Where lines of Chinese end."""

import pytest

from campus_safety.printing.lines import broken


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("一二三四五六", ["一二三四五", "六"]),
        ("一二三四五。六", ["一二三四", "五。六"]),
        ("一二三四（五）", ["一二三四", "（五）"]),
        ("一二school", ["一二sch", "ool"]),
        ("一二三 abcd", ["一二三", "abcd"]),
        ("一 二 三", ["一 二 三"]),
        ("一二\n三", ["一二", "三"]),
        ("（", ["（"]),
        ("  一", ["  一"]),
    ],
)
def test_a_line_ends_where_it_may(text: str, lines: list[str]) -> None:
    assert broken(text, 5, len) == lines


def test_a_date_is_not_broken() -> None:
    assert broken("请于2026年11月26日前", 12, len) == ["请于", "2026年11月26日前"]


def test_the_first_line_is_shorter_by_its_indent() -> None:
    assert broken("一二三四五六七八", 5, len, 2) == ["一二三", "四五六七八"]


def test_nothing_is_lost() -> None:
    text = "大门口“视频监控”（3 处）存储时间不足 30 天，《记录》缺失；https://example.org/a/long/address？"
    assert "".join(broken(text, 7, len)).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= 7 for line in broken(text, 7, len))
