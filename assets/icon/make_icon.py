#!/usr/bin/env python3
"""Draws the application's icon, a parcel with a tick, as SVG and as PNG from one list of shapes.

    python3 assets/icon/make_icon.py        (needs Pillow)
"""

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
SIDE = 512
OVERSAMPLE = 4

# Polygons back to front: colour, points. The parcel is seen from a corner.
PARCEL = (
    ("#e3b578", ((256, 52), (452, 146), (256, 240), (60, 146))),   # top
    ("#c98f4e", ((60, 146), (256, 240), (256, 460), (60, 366))),   # left
    ("#ad743a", ((452, 146), (256, 240), (256, 460), (452, 366))),  # right
    ("#f4dfb8", ((136, 110), (332, 204), (376, 183), (180, 89))),  # tape over the top
    ("#dcbf8e", ((332, 204), (376, 183), (376, 250), (332, 271))),  # tape down the right
)
DISC = (350, 360, 122)  # centre and radius of the tick's disc
RING = 14
TICK = ((292, 364), (334, 406), (412, 318))
TICK_WIDTH = 34
GREEN, WHITE = "#1f8a4c", "#ffffff"


def svg():
    """The icon as SVG text."""
    def points(shape):
        return " ".join(f"{x},{y}" for x, y in shape)

    x, y, r = DISC
    shapes = [f'  <polygon fill="{colour}" points="{points(shape)}"/>' for colour, shape in PARCEL]
    shapes.append(f'  <circle cx="{x}" cy="{y}" r="{r}" fill="{WHITE}"/>')
    shapes.append(f'  <circle cx="{x}" cy="{y}" r="{r - RING}" fill="{GREEN}"/>')
    shapes.append(f'  <polyline fill="none" stroke="{WHITE}" stroke-width="{TICK_WIDTH}" '
                  f'stroke-linecap="round" stroke-linejoin="round" points="{points(TICK)}"/>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">\n'
            "  <title>Pakownia</title>\n" + "\n".join(shapes) + "\n</svg>\n")


def picture():
    """The icon as a large transparent image."""
    k = OVERSAMPLE
    image = Image.new("RGBA", (SIDE * k, SIDE * k), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for colour, shape in PARCEL:
        draw.polygon([(x * k, y * k) for x, y in shape], fill=colour)
    x, y, r = DISC
    for radius, colour in ((r, WHITE), (r - RING, GREEN)):
        draw.ellipse(((x - radius) * k, (y - radius) * k, (x + radius) * k, (y + radius) * k), fill=colour)
    draw.line([(x * k, y * k) for x, y in TICK], fill=WHITE, width=TICK_WIDTH * k, joint="curve")
    half = TICK_WIDTH / 2
    for x, y in (TICK[0], TICK[-1]):
        draw.ellipse(((x - half) * k, (y - half) * k, (x + half) * k, (y + half) * k), fill=WHITE)
    return image


def main():
    """Writes the three files beside this script."""
    (HERE / "pakownia.svg").write_text(svg(), encoding="utf-8")
    large = picture()
    for side, name in ((512, "pakownia-512.png"), (256, "pakownia.png")):
        large.resize((side, side), Image.Resampling.LANCZOS).save(HERE / name, optimize=True)


if __name__ == "__main__":
    main()
