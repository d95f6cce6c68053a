#!/usr/bin/env python3
"""Writes the sample warehouse of the demo: its CSV files, pictures and one invoice.

    python3 assets/demo/make_demo.py [--no-pictures | --check]

`--check` writes nothing and only checks what is there. Pictures need Pillow. Everything comes from a fixed seed: a second run
writes the same tables again (pictures may differ in bytes, not in looks, with
another version of Pillow). What the columns mean stands in FORMAT.md.
The result is checked before the script ends; a fault stops it with the reason.
"""

import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # this folder ships with the program
sys.path.insert(0, str(HERE / "making"))

import canvas  # noqa: E402
import catalogue  # noqa: E402
from orders import COLUMNS, make_orders  # noqa: E402

INVOICE_FOR = "ZAM-1003"
TOTES = 12


def main():
    """Writes everything, then checks what was written."""
    if "--check" not in sys.argv[1:]:
        write_tables()
        if "--no-pictures" not in sys.argv[1:]:
            draw_pictures()
    check()


def write_tables():
    """The CSV files and the one invoice."""
    orders, lines = make_orders()
    write("products.csv", ("sku", "name", "weight_g", "length_mm", "width_mm", "height_mm", "image", "tracking",
                           "instruction", "handling", "apart"),
          [(p.sku, p.name, p.weight_g, *p.size_mm, f"images/{p.sku}.png", p.tracking, p.instruction,
            *catalogue.HANDLING.get(p.sku, ("", "")))
           for p in catalogue.PRODUCTS])
    write("barcodes.csv", ("barcode", "sku", "units_per_scan"), barcodes())
    write("stock.csv", ("sku", "aisle", "shelf", "bin", "on_hand"),
          [(p.sku, *place) for p in catalogue.PRODUCTS for place in p.places])
    write("packagings.csv",
          ("code", "name", "inner_length_mm", "inner_width_mm", "inner_height_mm", "outer_length_mm",
           "outer_width_mm", "outer_height_mm", "tare_g", "max_gross_g", "cost_minor", "on_hand"),
          [(code, name, *inner, *outer, *rest) for code, name, inner, outer, *rest in catalogue.PACKAGINGS])
    write("workers.csv", ("badge", "name", "role", "language", "pin"), catalogue.WORKERS)
    write("orders.csv", COLUMNS, [[row[column] for column in COLUMNS] for row in orders])
    write("order_lines.csv", ("order_no", "line", "sku", "quantity"), lines)
    write("kits.csv", ("kit_sku", "part_sku", "quantity"),
          [(kit, *part) for kit, parts in catalogue.KITS.items() for part in parts])
    write("customers.csv", ("customer", "instruction"), catalogue.CUSTOMERS)
    write("settings.csv", ("key", "value"), catalogue.SETTINGS)
    write("calendar.csv", ("service", "days", "from", "to", "cutoff", "pickup"), catalogue.CALENDAR)
    write("tariffs.csv", catalogue.TARIFF_COLUMNS, catalogue.TARIFFS)
    write("rules.csv", catalogue.RULE_COLUMNS, catalogue.RULES)
    write("totes.csv", ("code",), [(f"T-{number:02d}",) for number in range(1, TOTES + 1)])
    write_invoice(next(row for row in orders if row["order_no"] == INVOICE_FOR), lines)


def write(name, header, rows):
    """One CSV file: comma, UTF-8, line feed."""
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def ean13(body):
    """The twelve digits of `body` with their check digit. Source: GS1 General Specifications 7.9."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def barcodes():
    """Every product has an EAN of the restricted range (prefix 2) and the maker's own code."""
    rows = []
    for number, product in enumerate(catalogue.PRODUCTS, start=1):
        rows.append((ean13(f"2100000{number:05d}"), product.sku, 1))
        rows.append((f"ALT-{1000 + number}", product.sku, 1))
        if product.sku == catalogue.CASE_OF_TEN:
            rows.append((ean13(f"2100001{number:05d}"), product.sku, 10))
    shared = ean13("210000900001")
    rows.extend((shared, sku, 1) for sku in catalogue.SHARED_BARCODE)
    return rows


def write_invoice(order, lines):
    """A one-page PDF by hand: the smallest file every reader opens."""
    prices = {p.sku: p.price_minor for p in catalogue.PRODUCTS}
    goods = [(sku, quantity) for number, _, sku, quantity in lines if number == order["order_no"]]
    text = [(18, f"Faktura FV/2026/11/{order['order_no'][4:]}"), (11, f"Do zamowienia {order['order_no']}"), (11, "")]
    text += [(11, f"{sku:<8} x {quantity:>2}   {prices[sku] * quantity // 100} PLN") for sku, quantity in goods]
    text += [(11, ""), (13, f"Razem: {order['value_minor'] // 100} PLN"), (9, "Przyklad, nie jest dokumentem.")]
    body = "BT 60 770 Td " + " ".join(f"/F1 {size} Tf ({line}) Tj 0 -{size + 9} Td" for size, line in text) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(body)}>>\nstream\n{body}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    ]
    pdf, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(pdf))
        pdf += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    pdf += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(pdf)}\n%%EOF\n")
    folder = HERE / "documents"
    folder.mkdir(exist_ok=True)
    (folder / f"{order['order_no']}-invoice.pdf").write_bytes(pdf.encode("ascii"))


def draw_pictures():
    """One picture for each product."""
    demand(canvas.Image, "pictures need Pillow: pip install pillow, or use --no-pictures")
    folder = HERE / "images"
    folder.mkdir(exist_ok=True)
    for product in catalogue.PRODUCTS:
        picture = canvas.Canvas(product.background)
        product.draw(picture)
        (folder / f"{product.sku}.png").write_bytes(picture.png())


def read(name):
    """A written table back, as rows by column name."""
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def demand(holds, complaint):
    """Stops the script when something does not hold."""
    if not holds:
        sys.exit(f"make_demo: {complaint}")


def check():
    """Every reference resolves, every key is there once, every check digit and total is right."""
    products = {row["sku"]: row for row in read("products.csv")}
    orders = {row["order_no"]: row for row in read("orders.csv")}
    lines, codes, kits = read("order_lines.csv"), read("barcodes.csv"), read("kits.csv")
    keys = {
        "products.csv": ("sku",), "orders.csv": ("order_no",), "order_lines.csv": ("order_no", "line"),
        "barcodes.csv": ("barcode", "sku"), "stock.csv": ("sku", "aisle", "shelf", "bin"),
        "packagings.csv": ("code",), "workers.csv": ("badge",), "kits.csv": ("kit_sku", "part_sku"),
        "customers.csv": ("customer",), "settings.csv": ("key",), "totes.csv": ("code",),
        "calendar.csv": ("service", "days", "from", "to"),
        "tariffs.csv": ("service", "country", "size", "max_gross_g", "max_girth_mm", "max_side_mm"),
    }
    for name, columns in keys.items():
        found = [tuple(row[column] for column in columns) for row in read(name)]
        demand(len(found) == len(set(found)), f"{name}: a key stands there twice")
    for name, rows, column in (("order_lines.csv", lines, "sku"), ("barcodes.csv", codes, "sku"),
                               ("stock.csv", read("stock.csv"), "sku"), ("kits.csv", kits, "kit_sku"),
                               ("kits.csv", kits, "part_sku")):
        for row in rows:
            demand(row[column] in products, f"{name}: {row[column]} is no product")
    for row in codes:
        code = row["barcode"]
        demand(not code.isdigit() or (len(code) == 13 and ean13(code[:12]) == code), f"{code}: wrong check digit")
    shared = {row["barcode"] for row in codes if sum(o["barcode"] == row["barcode"] for o in codes) > 1}
    demand(len(shared) == 1, f"one barcode is shared on purpose, found {sorted(shared)}")
    for kit in {row["kit_sku"] for row in kits}:
        weight = sum(int(products[r["part_sku"]]["weight_g"]) * int(r["quantity"]) for r in kits if r["kit_sku"] == kit)
        demand(weight == int(products[kit]["weight_g"]), f"{kit}: its parts weigh {weight} g")
    check_orders(orders, lines)
    check_stock(lines, kits)
    for sku, row in products.items():
        picture = HERE / row["image"]
        demand(picture.is_file() and picture.stat().st_size <= 25_000, f"{sku}: picture missing or too large")
    print(f"{len(products)} products, {len(codes)} barcodes, {len(orders)} orders, {len(lines)} lines: all in order")


def check_orders(orders, lines):
    """Lines belong to orders, totals are the sum of the lines, customers are known."""
    prices = {p.sku: p.price_minor for p in catalogue.PRODUCTS}
    customers = {row["customer"] for row in read("customers.csv")}
    totals = dict.fromkeys(orders, 0)
    for line in lines:
        demand(line["order_no"] in orders, f"order_lines.csv: no order {line['order_no']}")
        totals[line["order_no"]] += prices[line["sku"]] * int(line["quantity"])
    for number, row in orders.items():
        demand(totals[number] == int(row["value_minor"]) > 0, f"{number}: lines add up to {totals[number]}")
        demand(not row["customer"] or row["customer"] in customers, f"{number}: customer {row['customer']} unknown")
        demand(row["paid_at"] < "2026-11-20T12", f"{number}: paid after the day the demo plays on")


def check_stock(lines, kits):
    """The shelves cover all orders together, except where the sample says they do not."""
    left = {}
    for row in read("stock.csv"):
        left[row["sku"]] = left.get(row["sku"], 0) + int(row["on_hand"])
    for line in lines:
        parts = [(row["part_sku"], int(row["quantity"])) for row in kits if row["kit_sku"] == line["sku"]]
        for sku, quantity in parts or [(line["sku"], 1)]:
            left[sku] -= quantity * int(line["quantity"])
    short = {sku for sku, rest in left.items() if rest < 0}
    demand(short == set(catalogue.SOLD_OUT), f"stock does not cover {sorted(short)}")


if __name__ == "__main__":
    main()
