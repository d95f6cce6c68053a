"""The orders of the sample shop: one of every kind a bench meets, then ordinary ones."""

import random
from datetime import datetime, timedelta
from typing import NamedTuple

from catalogue import PRODUCTS

DAY = datetime(2026, 11, 20)
FIRST_NUMBER = 1001
ORDINARY = 28
SEED = 20261120

FIRST_NAMES = ("Anna", "Piotr", "Katarzyna", "Tomasz", "Małgorzata", "Paweł", "Agnieszka", "Michał", "Barbara",
               "Łukasz", "Zofia", "Grzegorz", "Jadwiga", "Krzysztof", "Ewa", "Święcisław")
LAST_NAMES = ("Mazur", "Zając", "Wróbel", "Dąb", "Kołodziej", "Sikora", "Gąsior", "Źrebiec", "Bąk", "Żuraw",
              "Jeleń", "Kruk", "Sowa", "Szczygieł", "Pająk", "Ćwikła")
STREETS = ("Lipowa", "Słoneczna", "Źródlana", "Łąkowa", "Ćwiartki", "Ogrodowa", "Żurawia", "Świętej Anny", "Polna",
           "Kącik", "Zażółcona", "Jaśminowa")
TOWNS = (("00-001", "Warszawa", "WAW12A"), ("30-001", "Kraków", "KRA01A"), ("80-001", "Gdańsk", "GDA07M"),
         ("50-001", "Wrocław", "WRO45N"), ("60-001", "Poznań", "POZ78M"), ("90-001", "Łódź", "LOD33M"),
         ("70-001", "Szczecin", "SZC05B"), ("35-001", "Rzeszów", "RZE11A"), ("87-100", "Toruń", "TOR02C"),
         ("40-001", "Katowice", "KAT19M"), ("15-001", "Białystok", "BIA04A"), ("20-001", "Lublin", "LUB21M"))
LOCKER, COURIER, DPD, DHL, PICKUP = "inpost_locker", "inpost_courier", "dpd_courier", "dhl_courier", "pickup"


class Kind(NamedTuple):
    """What makes one order of the sample special; the rest is filled in by `make_orders`."""

    lines: tuple
    method: str = DPD
    tags: str = ""
    note: str = ""
    changes: dict = {}


KINDS = [
    # The first orders are what a newcomer packs first.
    Kind((("KUB-01", 2), ("HER-01", 1)), LOCKER),
    Kind((("SWI-01", 1),), LOCKER),
    Kind((("KUB-01", 1), ("KUB-02", 1), ("CZE-01", 3)), DPD, "", "", {"documents": "invoice"}),
    Kind((("ZES-01", 1), ("ZES-02", 1), ("DLU-01", 2)), LOCKER),
    # A barcode that two products share: the program has to ask.
    Kind((("SWI-01", 1), ("SWI-02", 2)), COURIER),
    # One product on two lines.
    Kind((("HER-02", 1), ("MYD-01", 2), ("HER-02", 1)), LOCKER),
    # Cases of ten: 23 units are two cases and three single ones.
    Kind((("ZES-01", 23),), DPD),
    Kind((("ZES-01", 10), ("ZES-02", 2), ("KRE-01", 1)), DHL, "", "", {"customer": "K-0002"}),
    # Serial number, then lot and expiry, then both in one parcel.
    Kind((("SLU-01", 1),), COURIER, "express", "", {"documents": "invoice return_slip"}),
    Kind((("MIO-01", 2),), LOCKER),
    Kind((("SLU-01", 2), ("MIO-01", 1), ("KAB-01", 1)), DPD, "vip"),
    # Kits count their parts.
    Kind((("ZST-01", 1),), LOCKER, "gift", "Proszę zapakować na prezent"),
    Kind((("ZST-02", 2), ("TOR-01", 1)), LOCKER),
    Kind((("ZST-01", 1), ("KUB-01", 1)), DPD),
    # Priorities.
    Kind((("PLU-01", 1),), COURIER, "express"),
    Kind((("POW-01", 1), ("KAB-02", 1)), DHL, "express vip"),
    Kind((("TAL-01", 4), ("TAL-02", 4)), DPD, "today"),
    Kind((("KSI-01", 1), ("POC-01", 5)), LOCKER, "gift",
         "Na kartce: „Sto lat, Babciu!”. Nie wkładać paragonu"),
    Kind((("KAL-01", 10),), PICKUP, "pickup made_to_order", "Odbiór w piątek po 14"),
    # Light things, where the scale has little to say.
    Kind((("NAK-01", 1),), LOCKER),
    Kind((("NAK-01", 4), ("POC-01", 6)), LOCKER),
    # Large and heavy.
    Kind((("LAM-02", 1),), DHL),
    Kind((("GAR-01", 3),), DHL, "", "Wniesienie umówione z kurierem"),
    Kind((("GAR-01", 1), ("TAL-02", 6), ("KUB-03", 4)), DPD),
    # More than the shelves hold.
    Kind((("ZEG-01", 20),), DPD),
    Kind((("LAM-01", 2), ("RAM-01", 34)), DHL),
    # Held: not paid, wrong or missing data.
    Kind((("KAW-01", 2),), LOCKER, "", "", {"paid_at": ""}),
    Kind((("BUT-01", 1),), DPD, "vip", "", {"paid_at": ""}),
    Kind((("DON-01", 2),), DPD, "", "", {"postcode": "0-95"}),
    Kind((("PIE-01", 1),), LOCKER, "", "", {"phone": ""}),
    Kind((("KON-01", 2),), LOCKER, "", "", {"locker": ""}),
    # Repaired: the dash is missing.
    Kind((("KUB-03", 2),), COURIER, "", "", {"postcode": "50001", "city": "Wrocław"}),
    # Cancelled.
    Kind((("PUZ-01", 1),), LOCKER, "", "", {"status": "cancelled"}),
    # An invoice that is wanted and has not come.
    Kind((("LAM-01", 1),), DPD, "", "", {"documents": "invoice"}),
    # Customers with wishes of their own.
    Kind((("HER-01", 6), ("HER-02", 6), ("KAW-01", 3)), DHL, "", "", {"customer": "K-0002"}),
    Kind((("MYD-01", 3), ("MYD-02", 3)), COURIER, "", "", {"customer": "K-0003"}),
    Kind((("RAM-01", 1), ("TOR-01", 1)), PICKUP, "pickup", "", {"customer": "K-0001"}),
]

COLUMNS = ("order_no", "channel", "paid_at", "delivery_method", "locker", "name", "street", "postcode", "city",
           "country", "phone", "email", "value_minor", "currency", "tags", "note", "customer", "status", "documents")


def make_orders():
    """The rows of `orders.csv` and `order_lines.csv`, always the same ones."""
    dice = random.Random(SEED)
    prices = {product.sku: product.price_minor for product in PRODUCTS}
    kinds = KINDS + [_ordinary(dice) for _ in range(ORDINARY)]
    # The demo offers its orders by payment time, so the first kinds are also the oldest.
    paid = DAY - timedelta(hours=10, minutes=20)
    orders, lines = [], []
    for index, kind in enumerate(kinds):
        number = f"ZAM-{FIRST_NUMBER + index}"
        paid += timedelta(minutes=dice.randint(5, 20), seconds=dice.randint(0, 59))
        postcode, city, locker = dice.choice(TOWNS)
        row = {
            "order_no": number,
            "channel": dice.choice(("allegro", "allegro", "shop")),
            "paid_at": paid.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "delivery_method": kind.method,
            "locker": locker if kind.method == LOCKER else "",
            "name": f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)}",
            "street": f"{dice.choice(STREETS)} {dice.randint(1, 99)}" + dice.choice(("", f"/{dice.randint(1, 60)}")),
            "postcode": postcode,
            "city": city,
            "country": "PL",
            "phone": f"+4855000{1000 + index:04d}",
            "email": f"klient{index + 1}@example.com",
            "value_minor": sum(prices[sku] * quantity for sku, quantity in kind.lines),
            "currency": "PLN",
            "tags": kind.tags,
            "note": kind.note,
            "customer": "",
            "status": "",
            "documents": "",
        }
        orders.append({**row, **kind.changes})
        for line, (sku, quantity) in enumerate(kind.lines, start=1):
            lines.append((number, line, sku, quantity))
    return orders, lines


def _ordinary(dice):
    """An order as they come all day: one to four things, mostly one of each."""
    small = [p.sku for p in PRODUCTS if p.weight_g < 2000 and not p.tracking and p.places]
    skus = dice.sample(small, dice.choice((1, 1, 1, 2, 2, 3, 4)))
    lines = tuple((sku, dice.choice((1, 1, 1, 2, 3))) for sku in skus)
    method = dice.choice((LOCKER, LOCKER, LOCKER, DPD, COURIER, DHL))
    tags = dice.choice(("",) * 9 + ("express",))
    return Kind(lines, method, f"locker {tags}".strip() if method == LOCKER and dice.random() < 0.3 else tags)
