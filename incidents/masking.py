"""What is shown of people by default: enough to tell two of one case apart, too little to find somebody."""

import re
from unicodedata import normalize

HIDDEN_CHARACTER = "某"
STARS = "****"
# 复姓 that are borne today. A name of two characters is surname and given name all the same: 东方 is 东某.
COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳上官皇甫令狐诸葛司徒司马司空司寇申屠夏侯贺兰完颜慕容尉迟长孙宇文公孙"
        "轩辕钟离闾丘鲜于呼延端木百里东方南宫西门东郭独孤赫连澹台濮阳淳于单于太史"
        "公冶宗政仲孙闻人亓官颛孙巫马公西漆雕乐正拓跋夹谷谷梁段干羊舌微生梁丘左丘第五万俟",
    )
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_BETWEEN_DIGITS = re.compile(r"[\s()\-–—]")


def surname_of(name: str) -> str:
    """The surname (余, 欧阳); of a name that is not Chinese its first letter."""
    if not _HAN.match(name):
        return name[:1]
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else name[:1]


def masked_name(name: str) -> str:
    """A name as it is shown: the surname, then 某 for each character (余某某); of others the first letter (J**)."""
    if not name:
        return ""
    surname = surname_of(name)
    if not _HAN.match(name):
        return f"{surname}**"
    return surname + HIDDEN_CHARACTER * max(len(name) - len(surname), 1)


def plain_phone(text: str) -> str:
    """A phone number as it is kept: half-width, without blanks, brackets and hyphens."""
    return _BETWEEN_DIGITS.sub("", normalize("NFKC", text))


def masked_phone(phone: str) -> str:
    """A number as it is shown: of a mobile number 138****1234, of a shorter one its last two digits."""
    if not phone:
        return ""
    return f"{phone[:-8]}{STARS}{phone[-4:]}" if len(phone) >= 11 else f"{STARS}{phone[-2:]}"
