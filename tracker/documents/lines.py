"""Where the lines of a title and of the letterhead end: about even, at sense, no syllable alone."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from math import ceil

from markupsafe import Markup

from tracker.documents.printable import FONTS
from tracker.documents.wording import breakable

REGULAR, BOLD, ITALIC = (f"LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic"))
SIZE, SMALL = 14, 12  # points: a title and the names of the letterhead; what a letter is about
MM = 72 / 25.4  # points
TITLE, COLUMN = 148, 72  # mm between the paddings, less one for what kerning adds
RECIPIENTS = 66  # mm of a line of recipients that is filled for sure
LEAST_BESIDE, MOST_BESIDE = 12, 20  # lines of recipients: as high as a signature; as many as are not parted from it
LONGEST = 600  # letters; what is longer is a text, and is filled as one

_ALONE, _TORN, _AT_SENSE = 2.0, 0.5, -0.2  # what a syllable alone, a torn word, a break at sense cost
_BEFORE = re.compile("đối|của|về|theo|trong|tại|và|hoặc|năm|do|khi|từ|đến|cho|thuộc")
# words of two syllables that titles are made of
_PAIRS = re.compile(
    "kiểm tra|giám sát|kỷ luật|uỷ ban|ủy ban|đảng uỷ|đảng ủy|đảng bộ|chi bộ|tỉnh uỷ|tỉnh ủy|thành uỷ|thành ủy"
    "|đối với|đồng chí|tổ chức|thực hiện|lãnh đạo|chỉ đạo|nghị quyết|quyết định|quy định|quy chế|kế hoạch|chương trình"
    "|báo cáo|thông báo|kết luận|kết quả|dấu hiệu|vi phạm|tố cáo|khiếu nại|giải quyết|thi hành|thành lập|chấp hành"
    "|nội dung|thành viên|đảng viên|cấp uỷ|cấp ủy|ban hành|trách nhiệm|công tác|đại hội|hội nghị|kỳ họp|nhiệm kỳ"
    "|thường vụ|ban thường|sinh hoạt|hoạt động|đình chỉ|gia hạn|thay đổi|phục hồi|quyền lợi|xem xét|biểu quyết"
    "|kiểm phiếu|thời hạn|tài chính|quản lý|sử dụng|phát triển|xây dựng|dân chủ|chính quyền|cơ quan|trung ương"
    "|bí thư|phó bí|chủ nhiệm|chuyên đề|làm việc|bàn giao|hồ sơ|giải trình|điều lệ|thị xã|thành phố|đặc khu"
)


@cache
def _advances(file: str) -> dict[str, float]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415, for who lays out only

    font = TTFont(FONTS / file)
    return {chr(code): font["hmtx"][name][0] / font["head"].unitsPerEm for code, name in font.getBestCmap().items()}


def width(text: str, file: str, size: float) -> float:
    """Millimetres that a text takes in one of our fonts; what has no shape takes none."""
    advances = _advances(file)
    return sum(advances.get(letter, 0) for letter in text) * size / MM


def titled(text: str) -> Markup:
    """What a paper is about, in lines."""
    return _set(text, TITLE, (BOLD, SIZE))


def abstracted(text: str) -> Markup:
    """What a letter is about, in lines of the left column."""
    return _set(text, COLUMN, (ITALIC, SMALL))


def headed(name: str, file: str = REGULAR) -> Markup:
    """A name of the letterhead in capitals, in lines of the left column."""
    return _set(name, COLUMN, (file, SIZE), str.upper)


def emphatically_headed(name: str) -> Markup:
    """The name of who issues: bold."""
    return headed(name, BOLD)


def beside(items: Sequence[str]) -> int:
    """How many of the recipients stand beside the signature: all, or of a long list as many as fill its height.

    The rest follows below and may go on to another page, which a block beside the signature cannot.
    """
    rows = list(accumulate(ceil(width(item, REGULAR, SMALL) / RECIPIENTS) for item in items))
    return len(items) if not rows or rows[-1] <= MOST_BESIDE else bisect_right(rows, LEAST_BESIDE)


def _set(text: str, room: float, font: tuple[str, float], shown: Callable[[str], str] = str) -> Markup:
    words = [] if isinstance(text, Markup) or len(text) > LONGEST else text.split()
    widths = [width(shown(word), *font) for word in words]
    if not words or max(widths) > room:  # what is longer than a line is broken by the engine
        return breakable(shown(text))
    ends = _ends(words, widths, room, width(" ", *font))
    cuts = zip([0, *ends[:-1]], ends, strict=True)
    return Markup("<br> ").join(breakable(shown(" ".join(words[start:end]))) for start, end in cuts)


def _ends(words: list[str], widths: list[float], room: float, space: float) -> list[int]:
    """After which words the lines end: as few lines as can be, and of these the breaks that cost least."""
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # lines, cost, where the last of them starts; up to each word
    for end in range(1, len(words) + 1):
        found = []
        length = -space
        for start in range(end - 1, -1, -1):
            length += space + widths[start]
            if length > room:
                break
            lines, cost, _ = best[start]
            alone = _ALONE if end - start == 1 and len(words) > 1 else 0
            found.append((lines + 1, cost + (1 - length / room) ** 2 + alone + _cost_before(words, start), start))
        best.append(min(found))
    ends, at = [], len(words)
    while at:
        ends.append(at)
        at = best[at][2]
    return ends[::-1]


def _cost_before(words: list[str], at: int) -> float:
    """What a break before a word costs: nothing at the beginning, less at sense, more within a word or a name."""
    if at == 0:
        return 0
    before, after = words[at - 1], words[at]
    named = before.istitle() and after.istitle() and not before.endswith((",", ";"))
    if named or after[:1].isdigit() or _PAIRS.fullmatch(f"{before} {after}".lower()) or re.fullmatch(r"[-–]", after):
        return _TORN
    if before.endswith((",", ";", ":")) or _BEFORE.fullmatch(after.lower()):
        return _AT_SENSE
    return 0
