"""Pictures of what lies on a desk: notebooks, pens, pencils, stickers, postcards, books and calendars."""

import math

from canvas import both, dark, light
from pictures_home import landscape
from pictures_kitchen import heart


def notebook(c, colour, ruling):
    """An A5 notebook; its cover shows whether the pages are squared or lined."""
    c.paint(c.box(124, 84, 408, 456, 14), "#1c2733", 0.15)
    c.paint(c.box(122, 76, 402, 444, 12), "#f5f1e6")
    cover = c.box(112, 70, 392, 438, 14)
    c.paint(cover, colour)
    c.paint(both(cover, c.box(112, 60, 152, 450)), dark(colour, 0.28))
    window = c.box(182, 212, 362, 402, 8)
    c.paint(window, "#fdfbf5")
    for step in range(1, 8):
        y = 212 + step * 24
        c.paint(both(window, c.box(182, y, 362, y + 3)), "#86a9c9")
        if ruling == "squared":
            x = 182 + step * 23
            c.paint(both(window, c.box(x, 212, x + 3, 402)), "#86a9c9")
    if ruling == "lined":
        c.paint(c.box(208, 212, 211, 402), "#d9485a")
    c.paint(c.box(182, 112, 362, 178, 8), light(colour, 0.75))
    c.paint(c.box(198, 132, 346, 138, 3), dark(colour, 0.3))
    c.paint(c.box(198, 152, 300, 158, 3), dark(colour, 0.3))


def pen(c, colour):
    """A gel pen and the line it has written."""
    c.paint(c.curve(7, (110, 424), (150, 396), (178, 426), (214, 398), (244, 424), (288, 404)), colour)
    with c.moved(angle=38, dx=20, dy=-16):
        c.paint(c.box(240, 78, 288, 400, 20), "#1c2733", 0.12)
        c.paint(c.box(230, 180, 276, 360), "#b9cbe0")
        c.paint(c.box(242, 170, 262, 362, 4), colour)
        c.paint(c.box(228, 66, 278, 190, 16), colour)
        c.paint(c.box(262, 66, 278, 190, 8), dark(colour, 0.25))
        c.paint(c.box(278, 84, 290, 172, 6), dark(colour, 0.1))
        c.paint(c.box(228, 312, 278, 372, 6), dark(colour, 0.1))
        c.paint(c.poly((232, 372), (274, 372), (258, 420), (248, 420)), "#b7c1c9")
        c.paint(c.oval(248, 412, 258, 428), "#39434c")


PENCILS = ("#d9485a", "#e8763a", "#f2b33a", "#f2dc4a", "#9ac44a", "#4a9c5a",
           "#3fa7a0", "#4a9cd9", "#3a62b5", "#7a55b0", "#c45a9c", "#7b5236")


def pencils(c, colour):
    """Twelve coloured pencils looking out of their box."""
    c.shadow(96, 420, 434)
    for i, paint in enumerate(PENCILS):
        x, top = 106 + i * 25.2, 108 + 16 * math.cos(i * 1.9)
        c.paint(c.box(x, top + 52, x + 23, 330), paint)
        c.paint(c.box(x + 16, top + 52, x + 23, 330), dark(paint, 0.2))
        c.paint(c.poly((x, top + 53), (x + 11.5, top), (x + 23, top + 53)), "#ecd3a8")
        c.paint(c.poly((x + 7, top + 21), (x + 11.5, top), (x + 16, top + 21)), paint)
    c.paint(c.box(94, 250, 420, 436, 8), colour)
    c.paint(c.box(94, 250, 420, 274, 8), dark(colour, 0.18))
    for i, paint in enumerate(PENCILS[::2]):
        a = math.radians(200 + i * 28)
        c.paint(c.line(15, (256 + 40 * math.cos(a), 408 + 40 * math.sin(a)),
                       (256 + 104 * math.cos(a), 408 + 104 * math.sin(a))), paint)
    c.paint(c.pie(218, 370, 294, 446, 180, 360), "#ffe08a")


def stickers(c):
    """A sheet of stickers, one corner curling up."""
    with c.moved(angle=-6):
        c.paint(c.box(132, 82, 396, 452, 10), "#1c2733", 0.13)
        c.paint(c.box(122, 70, 386, 440, 10), "#fdfbf5")
        c.paint(c.poly((386, 380), (386, 440), (326, 440)), "#cfd6db")
        c.paint(c.poly((326, 440), (336, 390), (386, 380)), "#e6ebef")
        heart(c, 190, 142, 42, "#d9485a")
        c.paint(_star(c, 318, 142, 46), "#f2b33a")
        c.paint(c.oval(146, 212, 234, 300), "#ffd75e")
        for x in (174, 206):
            c.paint(c.oval(x - 5, 240, x + 5, 254), "#39434c")
        c.paint(c.curve(5, (168, 268), (190, 282), (212, 268)), "#39434c")
        c.paint(c.blob((318, 208), (352, 254), (318, 302), (284, 254)), "#5f9d55")
        c.paint(c.line(4, (318, 222), (318, 308)), "#3d6e38")
        for a in range(0, 360, 60):
            x, y = 190 + 24 * math.cos(math.radians(a)), 368 + 24 * math.sin(math.radians(a))
            c.paint(c.oval(x - 17, y - 17, x + 17, y + 17), "#a98ad0")
        c.paint(c.oval(175, 353, 205, 383), "#ffd75e")
        for i, paint in enumerate(("#d9485a", "#f2b33a", "#5f9d55", "#4a9cd9")):
            inset = i * 10
            c.paint(c.pie(256 + inset, 332 + inset, 356 - inset, 432 - inset, 180, 360), paint)
        c.paint(c.pie(296, 372, 316, 392, 180, 360), "#fdfbf5")


def _star(c, x, y, size):
    points = []
    for i in range(10):
        reach = size if i % 2 == 0 else size * 0.45
        a = math.radians(i * 36 - 90)
        points.append((x + reach * math.cos(a), y + reach * math.sin(a)))
    return c.poly(*points)


def postcard(c):
    """A postcard from the mountains on top of another one's back."""
    with c.moved(angle=10, dx=8, dy=10):
        c.paint(c.box(84, 132, 436, 384, 6), "#1c2733", 0.12)
        c.paint(c.box(78, 124, 430, 376, 6), "#f3ecdb")
        c.paint(c.box(370, 136, 418, 196, 3), "#d9485a")
    with c.moved(angle=-7):
        c.paint(c.box(84, 140, 440, 394, 6), "#1c2733", 0.14)
        c.paint(c.box(76, 130, 432, 382, 6), "#fdfbf5")
        landscape(c, c.box(90, 144, 418, 368), 90, 144, 418, 368)


def calendar(c, colour):
    """A wall calendar with a picture above and the days below."""
    c.paint(c.box(124, 92, 404, 460, 8), "#1c2733", 0.14)
    c.paint(c.box(116, 80, 396, 448, 8), "#fdfbf5")
    landscape(c, c.box(116, 96, 396, 260), 116, 96, 396, 260)
    c.paint(c.box(116, 260, 396, 296), colour)
    c.paint(c.box(196, 272, 316, 284, 6), "#ffffff")
    for row in range(5):
        for column in range(7):
            x, y = 134 + column * 36, 310 + row * 26
            if row * 7 + column not in (0, 1, 2, 34):
                c.paint(c.box(x, y, x + 26, y + 16, 3), "#d9485a" if column == 6 else "#c6d0d8")
    for x in range(132, 392, 22):
        c.paint(c.oval(x - 5, 84, x + 5, 94), "#39434c")
        c.paint(c.line(5, (x, 68), (x, 90)), "#8e99a3")
    c.paint(c.curve(6, (236, 70), (256, 44), (276, 70)), "#8e99a3")


def book(c, colour):
    """A hardback on mushrooms."""
    c.paint(c.poly((134, 440), (390, 440), (426, 462), (170, 462)), "#1c2733", 0.13)
    c.paint(c.poly((376, 66), (408, 84), (408, 456), (376, 436)), "#efe6cf")
    for x in (384, 392, 400):
        c.paint(c.line(2, (x, 74), (x, 446)), "#cbbd98")
    c.paint(c.poly((112, 436), (376, 436), (408, 456), (146, 456)), dark(colour, 0.4))
    c.paint(c.box(108, 64, 380, 438, 8), colour)
    c.paint(c.box(108, 64, 138, 438, 8), dark(colour, 0.28))
    c.paint(c.box(164, 96, 356, 110, 5), "#f2dfa8")
    c.paint(c.box(194, 124, 326, 134, 5), "#f2dfa8")
    _mushroom(c, 238, 396, 1.0, "#c8402f")
    _mushroom(c, 320, 398, 0.6, "#9c6535")
    c.paint(c.box(158, 394, 362, 402, 4), "#8fb56f")


def _mushroom(c, x, floor, scale, cap):
    s = scale
    c.paint(c.blob((x - 20 * s, floor - 90 * s), (x + 20 * s, floor - 90 * s), (x + 32 * s, floor - 4),
                   (x, floor), (x - 32 * s, floor - 4)), "#f6eedb")
    top = c.pie(x - 82 * s, floor - 210 * s, x + 82 * s, floor + 10 * s, 180, 360)
    c.paint(top, cap)
    c.paint(c.oval(x - 82 * s, floor - 116 * s, x + 82 * s, floor - 84 * s), dark(cap, 0.25))
    if scale == 1.0:
        for dx, dy, r in ((-44, -140, 11), (0, -178, 13), (42, -142, 12), (-6, -132, 8)):
            c.paint(c.oval(x + dx - r, floor + dy - r, x + dx + r, floor + dy + r), "#ffffff")


def school_set(c):
    """The kit: a notebook, a box of pencils and a pen."""
    with c.moved(scale=0.72, angle=-8, dx=-66, dy=-40):
        notebook(c, "#3f7fb5", "squared")
    with c.moved(scale=0.66, dx=72, dy=66):
        pencils(c, "#e9b93f")
    with c.moved(scale=0.5, angle=-30, dx=112, dy=-126):
        c.paint(c.box(230, 66, 276, 400, 20), "#2f57b0")
        c.paint(c.box(230, 180, 276, 360), "#b9cbe0")
        c.paint(c.box(244, 180, 262, 360), "#2f57b0")
        c.paint(c.poly((232, 380), (274, 380), (258, 430), (248, 430)), "#b7c1c9")
