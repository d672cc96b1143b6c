"""The committee's territory and its events as rows: what is known from public sources, and what is assumed."""

from dataclasses import dataclass
from datetime import date

from tracker.organizations.states import Level

ASSUMED = "Giả định cho dữ liệu minh hoạ (chưa đối chiếu văn bản)"
REARRANGED = "Sắp xếp đơn vị hành chính 2019–2020; ngày và số văn bản giả định cho dữ liệu minh hoạ"
RESOLUTION = "Nghị quyết 1661/NQ-UBTVQH15 ngày 16/6/2025"
RESOLUTION_ASSUMED = f"{RESOLUTION}; đơn vị nhận giả định cho dữ liệu minh hoạ"

CITY_FROM = date(2003, 9, 26)
LAST_DAY_OF_TA_LENG = date(2019, 12, 31)
NEW_YEAR_2020 = date(2020, 1, 1)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
FIRST_DAY_OF_WARDS = date(2025, 7, 1)

CENTRE, PROVINCE, CITY, DISTRICT = "TW", "DB", "DBP", "HDB"
WARD, OTHER_WARD = "P-DBP", "P-MT"
COMPANY = "CTMT"
TA_LENG, THANH_MINH = "TL", "TM"


@dataclass(frozen=True)
class Place:
    """An organization of the tree; ``short`` is its name without the words “Đảng bộ”."""

    code: str
    short: str
    level: Level
    parent: str
    founded_on: date = CITY_FROM
    town: str = ""  # where it sits, if its name does not say so

    @property
    def name(self) -> str:
        """``Đảng bộ phường Him Lam``."""
        return f"Đảng bộ {self.short}"

    @property
    def seat(self) -> str:
        """``Him Lam``: the name without the kind of unit."""
        return self.town or self.short.removeprefix("phường ").removeprefix("xã ").removeprefix("thành phố ")


def _unit(code: str, short: str, parent: str = CITY) -> Place:
    return Place(code, short, Level.GRASSROOTS, parent)


UPPER = (
    Place(PROVINCE, "tỉnh Điện Biên", Level.PROVINCE, CENTRE, date(1949, 10, 10)),
    Place(CITY, "thành phố Điện Biên Phủ", Level.DISTRICT, PROVINCE),
    Place(DISTRICT, "huyện Điện Biên", Level.DISTRICT, PROVINCE),
)
# The city's wards and communes until the end of 2019.
UNITS = (
    _unit("HL", "phường Him Lam"),
    _unit("TTH", "phường Tân Thanh"),
    _unit("MT", "phường Mường Thanh"),
    _unit("NT", "phường Nam Thanh"),
    _unit("TB", "phường Thanh Bình"),
    _unit("TT", "phường Thanh Trường"),
    _unit("NB", "phường Noong Bua"),
    _unit(THANH_MINH, "xã Thanh Minh"),
    _unit(TA_LENG, "xã Tà Lèng"),
)
TRANSFERRED = (
    _unit("NTA", "xã Nà Tấu", DISTRICT),
    _unit("NNH", "xã Nà Nhạn", DISTRICT),
    _unit("MP", "xã Mường Phăng", DISTRICT),
    _unit("PK", "xã Pá Khoang", DISTRICT),
)
NEW_WARDS = (
    Place(WARD, "phường Điện Biên Phủ", Level.GRASSROOTS, PROVINCE, FIRST_DAY_OF_WARDS),
    Place(OTHER_WARD, "phường Mường Thanh (mới)", Level.GRASSROOTS, PROVINCE, FIRST_DAY_OF_WARDS),
)
# A Party organization of a company that merged into the ward's some weeks before the demo is loaded.
OF_COMPANY = Place(
    COMPANY, "Công ty Môi trường đô thị", Level.GRASSROOTS, PROVINCE, FIRST_DAY_OF_WARDS, "Điện Biên Phủ"
)
COMPANY_CELLS = ("Chi bộ Văn phòng {0}", "Chi bộ Đội Vệ sinh {0}")
# What the ward Điện Biên Phủ was made from is in the resolution; the rest is assumed.
INTO_WARD = ("HL", "TTH", "TB", "TT", "MT", THANH_MINH)
INTO_OTHERS = (("NT", OTHER_WARD), ("NB", OTHER_WARD), ("NNH", "NTA"), ("PK", "MP"))
MOVED_TO_PROVINCE = ("NTA", "MP")

# Cells of a ward or commune; the numbering is invented. {0} is the unit without “Đảng bộ”.
CELLS = ("Chi bộ Tổ dân phố 1 {0}", "Chi bộ Tổ dân phố 2 {0}", "Chi bộ Tổ dân phố 3 {0}", "Chi bộ Trường Tiểu học {0}")
COMMUNE_CELLS = ("Chi bộ bản 1 {0}", "Chi bộ bản 2 {0}", "Chi bộ bản 3 {0}", "Chi bộ Trường Tiểu học {0}")
WARD_CELLS = (
    "Chi bộ Cơ quan Đảng uỷ phường Điện Biên Phủ",
    "Chi bộ Cơ quan Uỷ ban nhân dân phường Điện Biên Phủ",
    "Chi bộ Quân sự phường Điện Biên Phủ",
    "Chi bộ Trạm Y tế phường Điện Biên Phủ",
)
PROVINCE_CELLS = ("Chi bộ Cơ quan Uỷ ban Kiểm tra Tỉnh uỷ", "Chi bộ Văn phòng Tỉnh uỷ")
