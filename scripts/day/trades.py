"""Declarations, and the truth about their vehicles.

A Trader makes declarations as the gate's users send them, and beside each
vehicle a plain record of what will really happen to it: when it comes, what
the camera reads, what the scale will feel. The programs see only the first.
"""

from goods import (EXPORT_OTHER, FRUIT, IMPORT, NEW_VEHICLES, SIX, body_for,
                   tariff_class)

FIRMS = ("Nông sản", "Xuất nhập khẩu", "Thương mại", "Vận tải và Thương mại",
         "Thực phẩm", "Công nghệ", "Logistics")
FIRM_NAMES = ("Hoa Ban", "Đồng Đăng Xanh", "Kỳ Lừa", "Tam Thanh", "Mẫu Sơn",
              "Sông Kỳ Cùng", "Bắc Sơn", "Cao Nguyên", "Tây Bắc", "Bến Tre Xanh",
              "Đắk Lắk Mới", "Tiền Giang", "Sao Mai", "Ánh Dương", "Hà Thành")


class Trader:
    def __init__(self, random, codes, clock, owner):
        self.random = random
        self.codes = codes
        self.clock = clock
        self.owner = owner          # tax code of the site's own example firm
        self.declarations = []      # (minute, document)
        self.trucks = []
        self.numbers = {}           # customs number: what customs will say
        self.firms = [self.firm() for _ in range(60)]
        self.firms[0]["tax_code"] = owner
        self.lots = {}              # direction: a big lot, drawn on again

    def firm(self):
        r = self.random
        return {"tax_code": self.codes.tax_code(),
                "name": f"Công ty TNHH {r.choice(FIRMS)} "
                        f"{r.choice(FIRM_NAMES)}",
                "address": f"Số {r.randrange(1, 300)}, "
                           f"{r.choice(('Lạng Sơn', 'Hà Nội', 'Bắc Giang'))}",
                "phone": self.codes.phone()}

    # -- parts -------------------------------------------------------------

    def goods(self, what, kg, direction, customs, parts=1):
        """A line of goods of about this mass, in whole packages, that can be
        shared out evenly."""
        packages = max(1, round(kg / what.kg / parts)) * parts
        gross = packages * what.kg
        line = {"customs": customs, "hs": what.hs, "name": what.name,
                "origin": "VN" if direction == "export" else "CN",
                "packages": packages, "unit": what.unit, "gross_kg": gross,
                "net_kg": round(gross * 0.95),
                "value": gross * what.value, "currency": "VND"}
        if direction == "export" and what.hs.startswith("08"):
            area = self.random.choice(("TG", "DL", "BT", "LA", "LD"))
            line["growing_area"] = f"VN-{area}OR-{self.codes.digits(4)}"
            line["packing_house"] = f"VN-{area}PH-{self.codes.digits(3)}"
        return line

    def customs(self, direction, at, lot=False):
        """A customs declaration, and its number's record. Of a lot every
        third one draws on the number of the one before."""
        r = self.random
        known = self.lots.get(direction)
        if lot and known and r.random() < 0.6:
            return dict(known)
        types = ("B11", "B11", "B11", "E42", "E62", "C12") \
            if direction == "export" else \
            ("A11", "A12", "A11", "E11", "E21", "E31", "C11")
        entry = {"number": self.codes.customs_number(direction),
                 "type": r.choice(types),
                 "office": r.choices(("15BB", "15BE", "15SI"), (8, 1, 1))[0]}
        self.numbers[entry["number"]] = {
            "at": at, "type": entry["type"], "office": entry["office"],
            "channel": r.choices((1, 2, 3), (66, 29, 5))[0], "trucks": []}
        if lot:
            self.lots[direction] = dict(entry)
        return entry

    def vehicle(self, kg, country, cold=False, wrong_digit=False):
        """A vehicle for this load and the truth about its mass."""
        r = self.random
        body = SIX if wrong_digit else body_for(r, kg)
        plate = self.codes.plate_vn() if country == "VN" \
            else self.codes.plate_cn()
        container = None
        if wrong_digit or (body.container and (cold or r.random() < 0.6)):
            container = self.codes.container(wrong_digit)
        own = r.randrange(body.low, body.high, 20)
        vehicle = {"class": tariff_class(kg, container),
                   "nationality": country, "plate": self.codes.write(plate)}
        if body.trailer:
            vehicle["trailer"] = self.codes.write(
                self.codes.plate_vn(True) if country == "VN"
                else self.codes.plate_cn(True))
        if container:
            vehicle["container"] = r.choice(
                (container, container, f"{container[:4]} {container[4:10]} "
                                       f"{container[10]}"))
            vehicle["seals"] = [{"number": f"VN{self.codes.digits(6)}",
                                 "by": "shipper"}]
        vehicle.update(axles=body.axles, self_kg=own,
                       crew=[self.codes.person(country)])
        if country == "CN":
            if r.random() < 0.4:
                vehicle["other_plates"] = [
                    self.codes.once(lambda: "T12" + self.codes.digits(5))]
            vehicle["insurance"] = {"number": "CN" + self.codes.digits(10),
                                    "valid_until": "2025-01-31"}
        vehicle["licence"] = {
            "number": f"LT-{self.codes.digits(6)}",
            "valid_until": f"2025-0{r.randrange(1, 9)}-15"}
        # Fuel, driver, mud, wet pallets: what a declaration leaves out.
        empty = own + 20 * round(own * r.uniform(0.002, 0.02) / 20)
        return vehicle, {"id": plate, "country": country,
                         "reads": self.read(plate), "empty_kg": empty}

    def read(self, plate):
        """What the camera makes of it."""
        r = self.random
        if not plate[0].isdigit():
            return plate[1:] if r.random() < 0.08 else plate
        swaps = {"0": "O", "1": "I", "8": "B", "5": "S"}
        at = r.randrange(len(plate))
        if r.random() < 0.04 and plate[at] in swaps:
            return plate[:at] + swaps[plate[at]] + plate[at + 1:]
        return plate

    def document(self, direction, regime, expected, firm=None):
        firm = firm or self.random.choice(self.firms)
        document = {"direction": direction, "regime": regime,
                    "expected_at": self.clock(expected),
                    "enterprise": dict(firm)}
        if self.random.random() < 0.3:
            person = self.codes.person("VN")
            document["declared_by"] = {
                "name": person["name"], "phone": person["phone"]}
        return document

    def send(self, at, document, **fate):
        key = f"portal:{len(self.declarations) + 1:05d}"
        self.declarations.append((at, key, document, fate))
        return key

    def truck(self, key, truth, customs, **more):
        truth.update(declaration=key, **more)
        for entry in customs:
            self.numbers[entry["number"]]["trucks"].append(truth)
        self.trucks.append(truth)
        return truth

    # -- trades ------------------------------------------------------------

    def export(self, kind, at, join, trucks=1, lines=1, lot=False, fate=None,
               wrong_digit=False):
        """Trucks with fruit or other goods, each with the same load."""
        r = self.random
        what = r.choice(FRUIT if kind == "fruit" else EXPORT_OTHER)
        # Only the declaring firm may take a declaration back.
        firm = self.firms[0] if fate == "cancelled" else None
        document = self.document("export", "commercial", join + 30, firm)
        kg = r.uniform(what.low, what.high) * 1000
        if fate == "overweight":
            what, kg = EXPORT_OTHER[0], 28500
        customs = [self.customs("export", at, lot) for _ in range(lines)]
        goods = [self.goods(what, trucks * kg / lines, "export", f"c{c + 1}",
                            trucks) for c in range(lines)]
        load = sum(line["gross_kg"] for line in goods) // trucks
        pairs = [self.vehicle(load, "VN", kind == "fruit", wrong_digit)
                 for _ in range(trucks)]
        document.update(customs=customs, goods=goods,
                        vehicles=[vehicle for vehicle, _ in pairs])
        if trucks > 1:
            for vehicle, _ in pairs:
                vehicle["carries"] = share(goods, trucks)
        if kind == "fruit":
            document["documents"] = [
                {"kind": "phytosanitary", "issued": "2024-08-27",
                 "number": f"24-{self.codes.digits(4)}"}]
        key = self.send(at, document, fate=fate)
        return [self.truck(key, truth, customs, flow="export", kind=kind,
                           join=join, fate=fate, load_kg=load,
                           drive=r.randrange(4, 22), home=self.home())
                for _, truth in pairs]

    def home(self):
        """Minutes until it is back; None: it stays the night."""
        r = self.random
        return None if r.random() < 0.06 else r.randrange(90, 200)

    def transfer(self, at, arrive, sources, parts, lines=1, lot=False):
        """Foreign trucks whose goods go onto Vietnamese ones: each source
        onto one of its own, one onto several, or several onto one."""
        r = self.random
        what = r.choice(IMPORT)
        document = self.document("import", "commercial", arrive)
        kg = min(r.uniform(what.low, what.high) * 1000,
                 27000 * parts / sources)
        customs = [self.customs("import", at, lot) for _ in range(lines)]
        count = max(sources, parts)
        goods = [self.goods(what, sources * kg / lines, "import", f"c{c + 1}",
                            count) for c in range(lines)]
        total = sum(line["gross_kg"] for line in goods)
        foreign = [self.vehicle(total // sources, "CN")
                   for _ in range(sources)]
        receiving = [self.vehicle(total // parts, "VN") for _ in range(parts)]
        for vehicle, truth in foreign:
            vehicle["unloading"] = "Bãi Xuân Cương"
            if count > 1:
                vehicle["carries"] = share(goods, sources)
            truth.update(flow="foreign", kind="cargo", arrive=arrive,
                         load_kg=total // sources)
        for vehicle, truth in receiving:
            vehicle["role"] = "receiving"
            truth.update(flow="receiving", kind="receiving",
                         arrive=arrive + r.randrange(-20, 25),
                         load_kg=total // parts)
        pairs = foreign + receiving
        document.update(
            customs=customs, goods=goods,
            vehicles=[vehicle for vehicle, _ in pairs],
            transfers=[{"from": f"v{i % sources + 1}",
                        "to": f"v{sources + i % parts + 1}", **part}
                       for i in range(count) for part in share(goods, count)])
        key = self.send(at, document)
        names = [truth["id"] for _, truth in pairs]
        for _, truth in pairs:
            truth["with"] = [name for name in names if name != truth["id"]]
            self.truck(key, truth, customs, fate=None)

    def carried_in(self, at, arrive, country, lines=1, lot=False, fate=None):
        """One truck that brings goods in: inland when it is Vietnamese, else
        to the yard, from where it goes home empty."""
        r = self.random
        regime = "bonded" if country == "CN" and r.random() < 0.3 \
            else "commercial"
        document = self.document("import", regime, arrive)
        # A refusal for want of a certificate needs goods that want one.
        kinds = [r.choice(IMPORT[:7] if fate else IMPORT)
                 for _ in range(lines)]
        kg = min(r.uniform(each.low, each.high) * 1000 for each in kinds)
        customs = [self.customs("import", at, lot) for _ in range(lines)]
        goods = [self.goods(each, kg / lines, "import", f"c{c + 1}")
                 for c, each in enumerate(kinds)]
        load = sum(line["gross_kg"] for line in goods)
        vehicle, truth = self.vehicle(load, country)
        if country == "CN":
            vehicle["unloading"] = "Kho Xuân Cương"
        document.update(customs=customs, goods=goods, vehicles=[vehicle])
        key = self.send(at, document, fate=fate)
        self.truck(key, truth, customs, kind="cargo", arrive=arrive,
                   flow="inland" if country == "VN" else "foreign",
                   load_kg=load, fate=fate)

    def new_vehicles(self, at, arrive, count):
        """New vehicles on their own wheels: no plates, one customs number."""
        what = self.random.choice(NEW_VEHICLES)
        document = self.document("import", "new_vehicle", arrive)
        customs = [self.customs("import", at)]
        document.update(
            customs=customs,
            goods=[self.goods(what, count * what.kg, "import", "c1")],
            vehicles=[])
        key = self.send(at, document)
        for i in range(count):
            chassis = self.codes.chassis()
            document["vehicles"].append({
                "role": "goods", "nationality": "CN", "chassis": chassis,
                "class": tariff_class(what.kg, None), "self_kg": what.kg,
                "carries": [{"goods": "g1", "packages": 1,
                             "gross_kg": what.kg}]})
            self.truck(key, {"id": chassis, "country": "CN",
                             "reads": chassis, "empty_kg": what.kg},
                       customs, flow="new", kind="new_vehicle",
                       arrive=arrive + i, load_kg=0, fate=None)


def share(goods, parts):
    """One of so many equal parts of each line."""
    return [{"goods": f"g{i + 1}", "packages": line["packages"] // parts,
             "gross_kg": line["gross_kg"] // parts}
            for i, line in enumerate(goods)]
