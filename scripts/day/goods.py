"""What goes over the line at Hữu Nghị, as a catalogue: HS code (six digits of
the HS of 2022, two of the tariff), name, kilograms a package, what a package
is (UN/ECE Rec 21), value in dong a kilogram, from-to tonnes on one vehicle.
"""

from collections import namedtuple

Goods = namedtuple("Goods", "hs name kg unit value low high")

FRUIT = (
    Goods("08106000", "Sầu riêng tươi", 18, "CT", 95000, 16, 22),
    Goods("08109092", "Thanh long ruột đỏ", 10, "CT", 18000, 15, 22),
    Goods("08045021", "Xoài tươi", 12, "CT", 21000, 14, 21),
    Goods("08039090", "Chuối tươi", 13, "CT", 12000, 15, 22),
    Goods("08109050", "Mít tươi", 20, "CT", 14000, 14, 22),
    Goods("08071100", "Dưa hấu", 25, "CT", 8000, 12, 24),
    Goods("08109010", "Nhãn tươi", 10, "CT", 24000, 8, 18),
    Goods("08045030", "Măng cụt tươi", 9, "CT", 52000, 6, 16),
    Goods("08011910", "Dừa tươi", 22, "CT", 11000, 14, 22),
    Goods("08054000", "Bưởi tươi", 15, "CT", 17000, 9, 18),
)

EXPORT_OTHER = (
    Goods("11081400", "Tinh bột sắn", 50, "BG", 11500, 18, 29),
    Goods("40012210", "Cao su thiên nhiên SVR 10", 35, "BL", 39000, 18, 27),
    Goods("44081090", "Ván bóc", 600, "PX", 6500, 16, 28),
    Goods("09041120", "Hạt tiêu đen", 50, "BG", 145000, 8, 20),
    Goods("09011130", "Cà phê nhân robusta", 60, "BG", 118000, 10, 21),
    Goods("03061721", "Tôm đông lạnh", 12, "CT", 210000, 8, 18),
    Goods("03046200", "Cá tra phi lê đông lạnh", 10, "CT", 72000, 10, 20),
    Goods("85423100", "Mạch tích hợp", 9, "CT", 2600000, 1.2, 6),
    Goods("84733090", "Linh kiện máy tính", 11, "CT", 820000, 1.5, 8),
    Goods("85340030", "Mạch in", 10, "CT", 950000, 1.2, 7),
    Goods("64041990", "Giày thể thao", 14, "CT", 240000, 3, 9),
    Goods("94036090", "Đồ nội thất bằng gỗ", 32, "CT", 68000, 6, 14),
    Goods("54023300", "Sợi polyester", 40, "CT", 41000, 12, 22),
)

IMPORT = (
    Goods("07032090", "Tỏi củ", 20, "BG", 22000, 14, 24),
    Goods("07019010", "Khoai tây", 25, "BG", 9000, 16, 26),
    Goods("07061010", "Cà rốt", 10, "CT", 10000, 12, 22),
    Goods("07049090", "Bắp cải", 20, "BG", 8000, 10, 20),
    Goods("08081000", "Táo tươi", 18, "CT", 26000, 14, 22),
    Goods("08061000", "Nho tươi", 8, "CT", 38000, 10, 18),
    Goods("08083000", "Lê tươi", 16, "CT", 21000, 12, 20),
    Goods("85423900", "Mạch điện tử tích hợp", 9, "CT", 2400000, 1.5, 8),
    Goods("85249100", "Tấm màn hình tinh thể lỏng", 15, "CT", 610000, 3, 12),
    Goods("85340090", "Mạch in", 11, "CT", 880000, 2, 9),
    Goods("85076090", "Ắc quy lithi-ion", 22, "CT", 310000, 5, 14),
    Goods("85414300", "Tấm pin mặt trời", 720, "PX", 62000, 12, 20),
    Goods("84798969", "Máy tự động lắp ráp", 900, "PX", 240000, 4, 14),
    Goods("84573000", "Máy gia công kim loại", 2500, "PX", 190000, 8, 20),
    Goods("60063290", "Vải dệt kim", 28, "RO", 98000, 10, 20),
    Goods("52093200", "Vải bông", 30, "RO", 86000, 10, 20),
    Goods("39041010", "Nhựa PVC", 25, "BG", 24000, 18, 27),
    Goods("70052990", "Kính xây dựng", 1800, "PX", 9000, 18, 27),
    Goods("87089980", "Phụ tùng ô tô", 24, "CT", 145000, 8, 18),
    Goods("95030060", "Đồ chơi", 8, "CT", 95000, 4, 9),
    Goods("63079090", "Hàng tiêu dùng", 12, "CT", 88000, 4, 10),
    Goods("31021000", "Phân urê", 50, "BG", 9500, 20, 28),
    Goods("72104912", "Thép mạ kẽm cuộn", 4500, "RO", 19000, 20, 27),
)

NEW_VEHICLES = (
    Goods("87012190", "Xe đầu kéo mới", 8800, "NE", 168000, 8.8, 8.8),
    Goods("87042329", "Xe tải tự đổ mới", 12900, "NE", 112000, 12.9, 12.9),
    Goods("87038098", "Xe ô tô điện mới", 2150, "NE", 310000, 2.15, 2.15),
)

# A kind of vehicle: class letter for people, axles, own mass from-to in kg,
# the heaviest load in kg, whether it has a trailer and may have a container.
Body = namedtuple("Body", "axles low high load trailer container")

SIX = Body(6, 14600, 17200, 30000, True, True)
FIVE = Body(5, 13400, 15200, 27800, True, False)
FOUR = Body(4, 10600, 12000, 17200, False, False)
THREE = Body(3, 8400, 9800, 13600, False, False)
TWO = Body(2, 4300, 6200, 9300, False, False)
SMALL = Body(2, 2400, 3200, 3400, False, False)


def body_for(random, kg):
    """A vehicle that takes this load; the heavier ones are as common."""
    fits = [body for body in (SMALL, TWO, THREE, FOUR, FIVE, SIX)
            if kg <= body.load]
    if kg > 16500:
        return random.choices((SIX, FIVE), (8, 2))[0]
    return random.choices(fits, (6, 3, 2, 1, 1, 1)[:len(fits)])[0]


def tariff_class(kg, container):
    if container:
        return "VT6"
    for name, under in (("VT1", 2), ("VT2", 3), ("VT3", 4), ("VT4", 10),
                        ("VT5", 18)):
        if kg < under * 1000:
            return name
    return "VT6"
