"""Numbers that are valid but nobody's: plates, containers, tax codes, chassis
numbers, customs numbers, people. All are drawn from one random.Random.
"""

VN_LETTERS = "ACDFGHKLMNPSTUVXYZ"
CN_SERIAL = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# ISO 6346: letters count A=10, B=12 ... without 11, 22 and 33.
ISO_6346 = {c: v for c, v in zip(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    (v for v in range(10, 40) if v not in (11, 22, 33)))}
# ISO 3779 and GB 16735: how letters of a chassis number count.
VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ",
                      (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9,
                       2, 3, 4, 5, 6, 7, 8, 9)))
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def container_remainder(text):
    total = sum((ISO_6346[c] if c.isalpha() else int(c)) << i
                for i, c in enumerate(text[:10]))
    return total % 11


def tax_check(nine):
    """The tenth digit of a Vietnamese tax code; None: no such code."""
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    check = 10 - sum(w * int(d) for w, d in zip(weights, nine)) % 11
    return None if check == 10 else str(check)


def vin_check(vin):
    total = sum((VIN_VALUES.get(c) or int(c)) * w
                for c, w in zip(vin, VIN_WEIGHTS))
    return "X" if total % 11 == 10 else str(total % 11)


def slips(text):
    """Texts that a camera may mistake for this one, one sign at a time."""
    for alike in ("0OQD", "1IL", "2Z", "5S", "6G", "8B"):
        for i, c in enumerate(text):
            if c in alike:
                for other in alike.replace(c, ""):
                    yield text[:i] + other + text[i + 1:]


class Codes:
    """Draws each number once."""

    def __init__(self, random):
        self.random = random
        self.taken = set()

    def once(self, draw, apart=lambda text: ()):
        while True:
            text = draw()
            around = {text, *apart(text)}
            if not around & self.taken:
                self.taken.update(around)
                return text

    def digits(self, n):
        return "".join(self.random.choice("0123456789") for _ in range(n))

    # -- plates: the normal form, and how people write it ------------------

    def plate_vn(self, trailer=False):
        r = self.random

        def draw():
            province = r.choices(
                ("12", "29", "15", "98", "99", "14", "20", "34", "60", "61",
                 "51", "47", "63", "65"),
                (30, 12, 8, 6, 6, 4, 4, 4, 4, 4, 6, 6, 3, 3))[0]
            if trailer:
                letters = r.choices(("R", "RM"), (9, 1))[0]
            else:
                letters = r.choices(("C", "H", "E", "LD"), (85, 9, 3, 3))[0]
            old = letters != "RM" and r.random() < 0.06
            return province + letters + self.digits(4 if old else 5)
        return self.once(draw, self.near_plates)

    def plate_cn(self, trailer=False):
        r = self.random

        def draw():
            place = r.choices(("桂F", "桂A", "桂L", "桂P", "粤B", "云A", "湘A"),
                              (70, 12, 4, 4, 4, 3, 3))[0]
            if trailer:
                return place + self.digits(4) + "挂"
            if r.random() < 0.04:
                return place + self.digits(5) + r.choice("DF")
            serial = self.digits(5)
            if r.random() < 0.5:
                at = r.randrange(5)
                letter = r.choice(CN_SERIAL[10:])
                serial = serial[:at] + letter + serial[at + 1:]
            return place + serial
        return self.once(draw, self.near_plates)

    @staticmethod
    def near_plates(plate):
        # Of two plates one slip apart a misread one would not be found, nor
        # one that is read without its province.
        yield from slips(plate)
        if not plate[0].isdigit():
            yield plate[1:]

    def write(self, plate):
        """The plate as somebody types it."""
        r = self.random
        if not plate[0].isdigit():
            return r.choices(
                (plate, f"{plate[:2]}·{plate[2:]}", f"{plate[:2]} {plate[2:]}",
                 f"{plate[:2]}-{plate[2:]}", f"{plate[:2]}・{plate[2:]}",
                 plate.translate(FULLWIDTH)), (50, 30, 8, 5, 4, 3))[0]
        head = plate.rstrip("0123456789")
        tail = plate[len(head):]
        dotted = f"{tail[:3]}.{tail[3:]}" if len(tail) == 5 else tail
        return r.choices(
            (f"{head}-{dotted}", plate, f"{head}-{tail}", plate.lower(),
             f"{head} {dotted}", f" {head}-{dotted} "),
            (45, 25, 12, 8, 8, 2))[0]

    # -- the rest ----------------------------------------------------------

    def container(self, wrong=False):
        r = self.random

        def draw():
            owner = r.choice(("CSQ", "TNA", "LSN", "BGR", "KHX", "VTF"))
            while True:
                text = owner + "U" + self.digits(6)
                remainder = container_remainder(text)
                if remainder != 10:
                    break
            if wrong:
                remainder = (remainder + r.randrange(1, 9)) % 10
            return text + str(remainder)
        return self.once(draw)

    def tax_code(self):
        r = self.random

        def draw():
            check = None
            while check is None:
                nine = r.choice(("49", "01", "03", "37", "60", "63", "23",
                                 "24", "02", "31")) + "9" + self.digits(6)
                check = tax_check(nine)
            branch = f"-{r.randrange(1, 9):03d}" if r.random() < 0.05 else ""
            return nine + check + branch
        return self.once(draw)

    def chassis(self):
        def draw():
            vin = (self.random.choice(("LZZ", "LGA", "LFW", "LVB", "LJ1"))
                   + "BFR" + self.digits(2) + "0R"
                   + self.random.choice("ABCD") + self.digits(6))
            return vin[:8] + vin_check(vin) + vin[9:]
        return self.once(draw)

    def customs_number(self, direction):
        first = "306" if direction == "export" else "106"
        # Its first eleven digits are the declaration, the last counts
        # amendments.
        return self.once(lambda: first + self.digits(8)) + "0"

    def person(self, country, role="driver"):
        r = self.random
        if country == "CN":
            name = r.choice(CN_FAMILY) + r.choice(CN_GIVEN) + r.choice(
                CN_GIVEN)
            return {"role": role, "name": name, "nationality": "CN",
                    "id": self.once(lambda: "E" + self.digits(8)),
                    "phone": "+86 100 " + self.digits(4) + " "
                             + self.digits(4)}
        name = " ".join((r.choice(VN_FAMILY), r.choice(VN_MIDDLE),
                         r.choice(VN_GIVEN)))
        return {"role": role, "name": name, "nationality": "VN",
                "id": self.once(lambda: "C" + self.digits(7)),
                "phone": self.phone()}

    def phone(self):
        return "0900 " + self.digits(3) + " " + self.digits(3)


FULLWIDTH = {ord(c): ord(c) + 0xFEE0
             for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}
VN_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi",
             "Đỗ", "Nông", "Lý", "Hà", "Lương", "Chu", "Triệu", "Vi")
VN_MIDDLE = ("Văn", "Đức", "Quang", "Minh", "Hữu", "Công", "Xuân", "Thế",
             "Ngọc", "Thị")
VN_GIVEN = ("Hùng", "Cường", "Dũng", "Thắng", "Sơn", "Long", "Tuấn", "Hải",
            "Bình", "Khánh", "Phúc", "Tâm", "Vinh", "Hiếu", "Toàn", "Mai")
CN_FAMILY = "李王张刘陈杨黄赵周吴韦覃莫农陆"
CN_GIVEN = "伟强军勇杰涛明超平刚健峰华辉鹏林波斌"
