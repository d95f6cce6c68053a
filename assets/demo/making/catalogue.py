"""The goods of the sample shop: what they are called, weigh, measure and look like, and where they lie."""

from typing import Callable, NamedTuple

import pictures_desk as desk
import pictures_home as home
import pictures_kitchen as kitchen


class Product(NamedTuple):
    """One article of the shop."""

    sku: str
    name: str
    weight_g: int
    size_mm: tuple
    price_minor: int
    places: tuple  # (aisle, shelf, bin, on hand), the usual bin first
    background: str
    draw: Callable
    tracking: str = ""
    instruction: str = ""


# How goods have to be handled in a box, and with which sort they share a parcel.
HANDLING = {
    "TAL-01": ("fragile", ""),
    "TAL-02": ("fragile", ""),
    "DON-01": ("fragile nothing_on_top", ""),
    "MIO-01": ("this_side_up", ""),
    "KON-01": ("this_side_up", ""),
    "ZEG-01": ("lies_flat", ""),
    "LAM-02": ("own_carton", ""),
    "SKA-01": ("folds", ""),
    "TOR-01": ("folds", ""),
    "CZE-01": ("", "żywność"),
    "PIE-01": ("", "żywność"),
    "KAW-01": ("", "żywność"),
    "MYD-01": ("", "kosmetyki"),
    "MYD-02": ("", "kosmetyki"),
}

WRAP = "Owiń folią bąbelkową"

PRODUCTS = [
    Product("KUB-01", "Kubek ceramiczny „Poranek” niebieski 330 ml", 345, (120, 95, 100), 3900,
            (("A", "2", "1", 64), ("B", "7", "3", 40)), "#dce8f2",
            lambda c: kitchen.mug(c, "#2f6fb3"), "", WRAP),
    Product("KUB-02", "Kubek ceramiczny „Poranek” czerwony 330 ml", 345, (120, 95, 100), 3900,
            (("A", "2", "2", 58),), "#f6e2de", lambda c: kitchen.mug(c, "#c8402f"), "", WRAP),
    Product("KUB-03", "Kubek emaliowany „Las” 400 ml", 182, (125, 95, 95), 3400,
            (("A", "2", "4", 35),), "#e1ecdf", lambda c: kitchen.enamel_mug(c, "#3c7250")),
    Product("TAL-01", "Talerz deserowy „Chaber” 20 cm", 410, (205, 205, 25), 2900,
            (("A", "10", "1", 72),), "#dde6f0",
            lambda c: kitchen.plate(c, "#f7f6f1", "#3a62b5"), "", "Owiń folią bąbelkową, ustaw na sztorc"),
    Product("TAL-02", "Talerz głęboki „Chaber” 22 cm", 560, (220, 220, 45), 3600,
            (("A", "10", "2", 48),), "#e9e4d8",
            lambda c: kitchen.plate(c, "#5b7db8", "#e8edf5"), "", "Owiń folią bąbelkową, ustaw na sztorc"),
    Product("GAR-01", "Zestaw garnków żeliwnych, 5 sztuk", 17800, (420, 400, 330), 129900,
            (("E", "1", "1", 9),), "#f1e3dc", lambda c: kitchen.pots(c, "#b23a33"),
            "", "Podnoś we dwie osoby"),
    Product("BUT-01", "Butelka termiczna 500 ml miętowa", 330, (265, 75, 75), 8900,
            (("A", "4", "3", 41),), "#dff0ea", lambda c: home.bottle(c, "#5fb8a0")),
    Product("SWI-01", "Świeca sojowa „Lawenda” 180 g", 395, (90, 80, 80), 4500,
            (("B", "1", "2", 55),), "#e9e3f3", lambda c: home.candle(c, "#b9a2d9", "lavender")),
    Product("SWI-02", "Świeca sojowa „Wanilia” 180 g", 395, (90, 80, 80), 4500,
            (("B", "1", "3", 47),), "#f6eeda", lambda c: home.candle(c, "#eedda6", "vanilla")),
    Product("MYD-01", "Mydło w kostce „Pokrzywa” 100 g", 108, (80, 55, 30), 1600,
            (("B", "2", "1", 90),), "#e3eedd", lambda c: home.soap(c, "#a9c795", "#4d7f4f")),
    Product("MYD-02", "Mydło w kostce „Owies” 100 g", 108, (80, 55, 30), 1600,
            (("B", "2", "2", 84),), "#f3ebdd", lambda c: home.soap(c, "#e2cda6", "#a5723c")),
    Product("LAM-01", "Lampka biurkowa LED morska", 1240, (380, 190, 150), 15900,
            (("C", "3", "1", 18),), "#dceced", lambda c: home.desk_lamp(c, "#2a8c8c"), "", WRAP),
    Product("LAM-02", "Lampa podłogowa „Żuraw” 160 cm", 6900, (780, 420, 240), 44900,
            (("E", "2", "1", 7),), "#ece8e0", lambda c: home.floor_lamp(c, "#4b5560", "#e0a447")),
    Product("DON-01", "Doniczka terakotowa 14 cm z podstawką", 890, (150, 150, 145), 3200,
            (("A", "6", "1", 26),), "#f4e5da", lambda c: home.flowerpot(c, "#c4683f"), "", WRAP),
    Product("RAM-01", "Ramka na zdjęcie 13×18 dąb", 365, (225, 175, 22), 4200,
            (("B", "5", "4", 33),), "#e6ecef", lambda c: home.frame(c, "#b98752")),
    Product("ZEG-01", "Zegar ścienny „Kwadrans” 30 cm", 980, (305, 305, 45), 9900,
            (("C", "3", "4", 14),), "#e2e8ee", lambda c: home.clock(c, "#34699a")),
    Product("HER-01", "Herbata czarna liściasta 250 g", 284, (125, 85, 70), 2900,
            (("D", "1", "1", 120), ("D", "8", "2", 60)), "#f2e9d8",
            lambda c: kitchen.tea(c, "#2f3437", "#c79a3f")),
    Product("HER-02", "Herbata zielona liściasta 250 g", 284, (125, 85, 70), 3100,
            (("D", "1", "2", 96),), "#e4eedb", lambda c: kitchen.tea(c, "#4f8a4c", "#dcc65a")),
    Product("KAW-01", "Kawa ziarnista „Połonina” 1 kg", 1018, (300, 130, 80), 7900,
            (("D", "2", "1", 64),), "#efe4da", lambda c: kitchen.coffee(c, "#43505a", "#f0e3c8")),
    Product("MIO-01", "Miód wielokwiatowy 400 g", 642, (110, 82, 82), 3200,
            (("D", "3", "1", 70),), "#f8edd3",
            lambda c: kitchen.honey(c, "#e39a1f", "#c9a24a"), "lot expiry", WRAP),
    Product("KON-01", "Konfitura malinowa 260 g", 448, (105, 72, 72), 2200,
            (("D", "3", "2", 44),), "#f7e0e2", lambda c: kitchen.jam(c, "#b8263f"), "", WRAP),
    Product("CZE-01", "Czekolada gorzka 70% 100 g", 106, (160, 78, 9), 1400,
            (("D", "4", "1", 2), ("D", "10", "5", 180)), "#f0e6df",
            lambda c: kitchen.chocolate(c, "#7a2f45", "#e6c27a")),
    Product("PIE-01", "Pierniki w puszce 300 g", 415, (170, 170, 70), 3800,
            (("D", "4", "3", 38),), "#e3e9f1", lambda c: kitchen.gingerbread(c, "#35598c")),
    Product("ZES-01", "Zeszyt A5 w kratkę 60 kartek", 148, (210, 148, 7), 590,
            (("C", "1", "1", 400), ("C", "10", "2", 300)), "#dde9f3",
            lambda c: desk.notebook(c, "#3f7fb5", "squared")),
    Product("ZES-02", "Zeszyt A5 w linie 60 kartek", 148, (210, 148, 7), 590,
            (("C", "1", "2", 260),), "#dde9f3", lambda c: desk.notebook(c, "#3f7fb5", "lined")),
    Product("DLU-01", "Długopis żelowy granatowy", 11, (148, 12, 12), 650,
            (("C", "2", "1", 340),), "#e4e6f3", lambda c: desk.pen(c, "#2f57b0")),
    Product("KRE-01", "Kredki ołówkowe „Tęcza”, 12 kolorów", 96, (185, 100, 12), 1900,
            (("C", "2", "2", 110),), "#f6efdc", lambda c: desk.pencils(c, "#e9b93f")),
    Product("NAK-01", "Naklejki „Wesołe”, arkusz A6", 3, (148, 105, 1), 490,
            (("C", "2", "3", 500),), "#f3e6ee", desk.stickers),
    Product("POC-01", "Pocztówka „Giewont”", 6, (148, 105, 1), 350,
            (("C", "2", "10", 420),), "#e0ebe4", desk.postcard),
    Product("KAL-01", "Kalendarz ścienny 2027", 260, (420, 297, 6), 3500,
            (("C", "4", "1", 66),), "#f4e3df", lambda c: desk.calendar(c, "#c8503f")),
    Product("KSI-01", "Książka „Grzyby naszych lasów”", 724, (240, 170, 28), 5900,
            (("C", "5", "2", 31),), "#e7ecdc", lambda c: desk.book(c, "#2f6b52")),
    Product("PUZ-01", "Puzzle 500 „Rynek nocą”", 562, (340, 235, 45), 4900,
            (("B", "6", "1", 27),), "#dfe3f0", lambda c: home.puzzle(c, "#d9a53f")),
    Product("PLU-01", "Pluszowy miś „Kacper” 30 cm", 236, (300, 200, 150), 6900,
            (("B", "6", "4", 22),), "#f3e8da", lambda c: home.bear(c, "#b5814f")),
    Product("SKA-01", "Skarpety zimowe „Śnieżka” 39–42", 88, (200, 110, 35), 2600,
            (("B", "3", "1", 75),), "#e2edf1", lambda c: home.socks(c, "#b23a48")),
    Product("TOR-01", "Torebka prezentowa 20×25 cm", 38, (250, 200, 4), 900,
            (("B", "3", "2", 180),), "#f6e4e4", lambda c: home.gift_bag(c, "#3f8f86")),
    Product("SLU-01", "Słuchawki bezprzewodowe „Cisza”", 412, (210, 190, 90), 34900,
            (("F", "1", "1", 16),), "#e5e7ea", lambda c: home.headphones(c, "#3a4650", "#e0784a"),
            "serial", "Nie zakrywaj plomby na pudełku"),
    Product("KAB-01", "Kabel USB-C biały 1 m", 34, (140, 80, 20), 2400,
            (("F", "2", "1", 140),), "#dbe6ea", lambda c: home.cable(c, "#f4f6f8", 1, "#3f7fb5")),
    Product("KAB-02", "Kabel USB-C biały 2 m", 52, (140, 80, 25), 3200,
            (("F", "2", "2", 125),), "#e9e2ec", lambda c: home.cable(c, "#f4f6f8", 2, "#8f5aa8")),
    Product("POW-01", "Powerbank 10 000 mAh grafitowy", 226, (140, 68, 16), 9900,
            (("F", "1", "3", 52),), "#e4e9e4", lambda c: home.power_bank(c, "#46525c"),
            "", "Naklej oznaczenie baterii litowej"),
    Product("ZST-01", "Zestaw „Dobry poranek”: kubek i herbata", 629, (125, 120, 190), 6400,
            (), "#efe9dd", kitchen.morning_set),
    Product("ZST-02", "Zestaw „Pierwszak”: zeszyty, kredki, długopisy", 414, (210, 148, 40), 4500,
            (), "#e8ecf2", desk.school_set),
]

KITS = {
    "ZST-01": (("KUB-01", 1), ("HER-01", 1)),
    "ZST-02": (("ZES-01", 2), ("KRE-01", 1), ("DLU-01", 2)),
}

CASE_OF_TEN = "ZES-01"
# The maker prints the same barcode on both scents; the packer has to say which one it is.
SHARED_BARCODE = ("SWI-01", "SWI-02")
# Orders ask for more of these than the shelves hold, so that short picks can be tried.
SOLD_OUT = ("ZEG-01", "RAM-01")

PACKAGINGS = [
    # code, name, inner size, outer size, tare, largest gross, cost, on hand
    ("KOP-A5", "Koperta bąbelkowa A5", (180, 265, 25), (190, 275, 30), 14, 1000, 60, 800),
    ("KOP-A4", "Koperta bąbelkowa A4", (220, 330, 40), (230, 340, 45), 25, 2000, 95, 900),
    ("KOP-A3", "Foliopak A3", (310, 430, 40), (320, 440, 45), 20, 5000, 60, 700),
    ("KAR-S", "Karton S 250×200×100", (250, 200, 100), (256, 206, 108), 120, 8000, 140, 600),
    ("KAR-M", "Karton M 350×250×150", (350, 250, 150), (358, 258, 160), 220, 15000, 230, 500),
    ("KAR-A", "Karton Paczkomat A", (620, 360, 66), (640, 380, 80), 260, 25000, 260, 200),
    ("KAR-B", "Karton Paczkomat B", (620, 360, 174), (640, 380, 190), 380, 25000, 340, 200),
    ("KAR-C", "Karton Paczkomat C", (620, 360, 392), (640, 380, 410), 620, 25000, 480, 150),
    ("KAR-XL", "Karton XL 800×600×500", (800, 600, 500), (815, 615, 515), 1400, 31500, 980, 60),
]

WORKERS = [
    ("W-001", "Ania", "packer", "pl", "111111"),
    ("W-002", "Oleh", "packer", "en", "222222"),
    ("W-003", "Marek", "packer", "pl", "333333"),
    ("W-900", "Beata, kierowniczka zmiany", "lead", "pl", "900900"),
    ("W-990", "Administrator", "admin", "pl", "990990"),
]

SETTINGS = [
    ("sender_name", "Dobra Półka sp. z o.o."),
    ("sender_street", "Składowa 7"),
    ("sender_postcode", "60-001"),
    ("sender_city", "Poznań"),
    ("sender_country", "PL"),
    ("sender_phone", "+48550009999"),
    ("gs1_company_prefix", "5900000"),
    ("scale_interval_g", "5"),
    ("catalogue_uncertainty_permille", "10"),
    ("idle_lock_minutes", "10"),
    ("time_zone", "Europe/Warsaw"),
    ("cutoff.inpost_locker", "16:00"),
    ("cutoff.inpost_courier", "16:00"),
    ("cutoff.dpd_courier", "15:00"),
    ("cutoff.dhl_courier", "14:30"),
    ("cutoff.pickup", "18:00"),
]

# When each carrier comes. Days, times and seasons are made up.
CALENDAR = [
    ("inpost_locker", "mon-thu", "", "", "16:00", "17:30"),
    ("inpost_locker", "fri", "", "", "14:00", "15:30"),
    ("inpost_locker", "sat", "", "", "11:00", "12:00"),
    ("dpd_courier", "mon-fri", "", "", "15:00", "16:30"),
    ("dhl_courier", "mon-fri", "", "", "14:30", "15:30"),
    ("pickup", "mon-sat", "", "", "18:00", ""),
    ("*", "", "2026-12-01", "2026-12-22", "17:00", "18:30"),
    ("dpd_courier", "", "2026-12-12", "", "12:00", "13:00"),
    ("*", "", "2026-12-31", "", "12:00", ""),
]

TARIFF_COLUMNS = ("service", "country", "size", "max_gross_g", "max_girth_mm", "max_side_mm", "divisor", "price_minor")

# What each carrier takes. Prices are made up; limits are of the size that carriers have.
TARIFFS = [
    ("inpost_locker", "PL", "A", "25000", "", "", "", "1299"),
    ("inpost_locker", "PL", "B", "25000", "", "", "", "1449"),
    ("inpost_locker", "PL", "C", "25000", "", "", "", "1699"),
    ("inpost_courier", "PL", "C", "25000", "", "", "", "1549"),
    ("inpost_courier", "PL", "800x500x500", "25000", "", "", "", "2399"),
    ("dpd_courier", "PL", "", "5000", "3000", "1500", "6000", "1399"),
    ("dpd_courier", "PL", "", "31500", "3000", "1500", "6000", "1899"),
    ("dpd_courier", "PL", "", "31500", "3300", "1500", "", "3990"),
    ("dhl_courier", "PL", "800x600x400", "31500", "", "", "4000", "2149"),
    ("dhl_courier", "PL", "1200x800x600", "31500", "", "", "", "2949"),
    ("gls_courier", "DE", "", "31500", "3300", "2000", "", "4499"),
    ("gls_courier", "CZ", "", "31500", "3300", "2000", "", "3999"),
    ("gls_courier", "SK", "", "31500", "3300", "2000", "", "3999"),
]

RULE_COLUMNS = ("rule", "except", "country", "method", "weight_g", "value", "tags", "service", "hold")

RULES = [
    ("1", "", "PL", "inpost_locker", "25001..", "", "", "dpd_courier", ""),
    ("2", "", "PL", "dhl_courier", "..5000", "", "", "inpost_courier", ""),
    ("2", "yes", "", "", "", "", "vip gift", "", ""),
    ("3", "", "DE CZ SK", "", "", "", "", "gls_courier", ""),
    ("4", "", "", "", "", "5000.. PLN", "", "", "Powyżej 5000 zł: potwierdź z klientem"),
]

CUSTOMERS = [
    ("K-0001", "Prosi o kartony bez nadruku"),
    ("K-0002", "Klient hurtowy: dołóż list przewozowy na wierzch"),
    ("K-0003", "Nie używaj wypełniacza ze styropianu"),
]
