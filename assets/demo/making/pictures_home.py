"""Pictures of what stands in a room: candles, soap, lamps, frames, clocks, toys and electronics."""

import math

from canvas import both, cut, dark, join, light
from pictures_kitchen import heart


def candle(c, wax, flower):
    """A soy candle in a glass with a sprig on its label: the look-alike pair differs in scent."""
    c.shadow(128, 384, 424)
    c.paint(c.box(140, 172, 372, 424, 36), "#e8eef2")
    c.paint(c.box(152, 212, 360, 412, 28), wax)
    c.paint(both(c.box(152, 212, 360, 412, 28), c.box(318, 200, 370, 430)), dark(wax, 0.12))
    c.paint(c.oval(152, 196, 360, 230), light(wax, 0.45))
    c.paint(c.ring(140, 156, 372, 196, 6), "#cfd9e0")
    c.paint(c.box(160, 200, 172, 396, 6), "#ffffff", 0.6)
    c.paint(c.line(6, (256, 212), (256, 170)), "#4b4138")
    c.paint(c.blob((256, 82), (278, 130), (272, 158), (256, 168), (240, 158), (234, 130)), "#f7a531")
    c.paint(c.blob((256, 116), (267, 142), (256, 162), (245, 142)), "#ffe49a")
    c.paint(c.box(192, 258, 320, 384, 10), "#fdfaf3")
    c.paint(c.curve(4, (256, 374), (258, 330), (254, 276)), "#6d8a5a")
    if flower == "lavender":
        for step in range(6):
            y = 276 + step * 13
            for side in (-1, 1):
                x = 256 + side * (6 + step * 1.6)
                c.paint(c.oval(x - 8, y - 8, x + 8, y + 5), "#8565b8" if step % 2 else "#9d80cc")
        c.paint(c.oval(249, 258, 263, 276), "#8565b8")
    else:
        for a in range(0, 360, 72):
            x, y = 255 + 22 * math.cos(math.radians(a - 90)), 306 + 22 * math.sin(math.radians(a - 90))
            c.paint(c.oval(x - 16, y - 16, x + 16, y + 16), "#f0dca0")
        c.paint(c.oval(243, 294, 267, 318), "#b9822f")


def soap(c, colour, band):
    """A bar of soap in a paper band."""
    c.shadow(80, 436, 382, 34)
    c.paint(c.box(86, 222, 426, 382, 46), dark(colour, 0.16))
    c.paint(c.box(86, 190, 426, 340, 50), colour)
    c.paint(c.box(104, 204, 408, 322, 40), light(colour, 0.25))
    c.paint(join(c.box(186, 190, 326, 340), c.box(186, 300, 326, 382)), band)
    c.paint(c.box(186, 340, 326, 382), dark(band, 0.18))
    with c.moved(scale=0.8):
        for angle in (-38, 0, 38):
            a = math.radians(angle - 90)
            x, y = 256 + 36 * math.cos(a), 276 + 36 * math.sin(a)
            c.paint(c.blob((256, 290), (x - 13, y + 5), (256 + 70 * math.cos(a), 276 + 70 * math.sin(a)),
                           (x + 13, y + 5)), "#fbf8ef")
    for x, y, r in ((128, 140, 22), (170, 112, 14), (388, 136, 18), (352, 106, 10)):
        c.paint(c.oval(x - r, y - r, x + r, y + r), "#ffffff", 0.75)
        c.paint(c.ring(x - r, y - r, x + r, y + r, 3), "#9fc4d6", 0.8)


def bottle(c, colour):
    """A steel thermos bottle."""
    c.shadow(172, 340, 448, 22)
    body = c.poly((176, 190), (206, 150), (306, 150), (336, 190), (336, 446), (176, 446))
    body = both(body, c.box(176, 100, 336, 448, 26))
    c.paint(body, colour)
    c.paint(both(body, c.box(296, 100, 340, 450)), dark(colour, 0.16))
    c.paint(c.box(192, 200, 206, 420, 7), "#ffffff", 0.45)
    c.paint(c.box(200, 128, 312, 154, 6), "#c9d1d6")
    c.paint(c.box(194, 66, 318, 132, 18), "#39434c")
    c.paint(c.box(208, 80, 220, 120, 6), "#6d7983")
    c.paint(c.box(176, 406, 336, 418), "#ffffff", 0.5)
    c.paint(c.curve(7, (228, 320), (246, 300), (264, 320), (282, 300)), "#ffffff", 0.8)
    c.paint(c.curve(7, (228, 346), (246, 326), (264, 346), (282, 326)), "#ffffff", 0.8)


def desk_lamp(c, colour):
    """A desk lamp that shines."""
    c.shadow(90, 300, 432, 22)
    c.paint(c.poly((300, 222), (396, 176), (470, 396), (236, 396)), "#ffe9a6", 0.55)
    c.paint(c.line(16, (190, 412), (126, 262), (268, 150)), dark(colour, 0.35))
    c.paint(c.oval(110, 246, 144, 280), light(colour, 0.2))
    c.paint(c.box(104, 404, 282, 432, 14), colour)
    c.paint(c.poly((252, 132), (296, 108), (404, 178), (296, 232)), colour)
    c.paint(c.poly((362, 150), (404, 178), (296, 232), (282, 200)), dark(colour, 0.14))
    c.paint(c.poly((396, 174), (404, 180), (302, 232), (294, 224)), "#fff6cf")


def floor_lamp(c, colour, shade):
    """A tall arc lamp with its long box beside it."""
    c.shadow(116, 252, 452, 20)
    c.paint(c.poly((288, 190), (396, 190), (452, 440), (232, 440)), "#ffe9a6", 0.5)
    c.paint(c.curve(12, (186, 446), (176, 250), (216, 96), (300, 64), (342, 118)), colour)
    c.paint(c.box(128, 430, 244, 454, 10), dark(colour, 0.3))
    c.paint(c.poly((300, 116), (384, 116), (412, 196), (272, 196)), shade)
    c.paint(c.poly((356, 116), (384, 116), (412, 196), (368, 196)), dark(shade, 0.14))
    c.paint(c.oval(272, 186, 412, 206), "#fff6cf")


def flowerpot(c, colour):
    """A terracotta pot on its saucer."""
    c.shadow(110, 402, 424)
    c.paint(c.box(118, 396, 394, 426, 14), dark(colour, 0.22))
    body = c.poly((146, 200), (366, 200), (334, 402), (178, 402))
    c.paint(body, colour)
    c.paint(both(body, c.poly((310, 190), (380, 190), (340, 410), (288, 410))), dark(colour, 0.16))
    for x in range(150, 370, 36):
        c.paint(both(body, c.poly((x, 300), (x + 18, 268), (x + 36, 300), (x + 18, 332))), light(colour, 0.4))
    c.paint(c.box(126, 142, 386, 214, 14), light(colour, 0.1))
    c.paint(c.box(330, 142, 386, 214, 14), dark(colour, 0.08))
    c.paint(c.oval(126, 122, 386, 164), light(colour, 0.2))
    c.paint(c.oval(144, 129, 368, 158), "#5b3c2c")


def landscape(c, inside, x0, y0, x1, y1):
    """Mountains under the sun, clipped to `inside`."""
    w, h = x1 - x0, y1 - y0

    def at(*points):
        return [(x0 + w * x, y0 + h * y) for x, y in points]

    c.paint(inside, "#a9d3ea")
    sx, sy = at((0.76, 0.22))[0]
    c.paint(both(inside, c.oval(sx - 24, sy - 24, sx + 24, sy + 24)), "#ffd75e")
    c.paint(both(inside, c.poly(*at((-0.1, 0.85), (0.3, 0.22), (0.5, 0.52), (0.68, 0.34), (1.1, 0.85)))), "#7d93a8")
    c.paint(both(inside, c.poly(*at((0.22, 0.345), (0.3, 0.22), (0.385, 0.345), (0.33, 0.32), (0.29, 0.37)))), "#ffffff")
    c.paint(both(inside, c.poly(*at((0.625, 0.39), (0.68, 0.34), (0.745, 0.42), (0.69, 0.4)))), "#ffffff")
    c.paint(both(inside, c.poly(*at((-0.1, 1.1), (-0.1, 0.7), (0.3, 0.62), (0.7, 0.74), (1.1, 0.64), (1.1, 1.1)))), "#6f9d5f")
    c.paint(both(inside, c.poly(*at((-0.1, 1.1), (-0.1, 0.9), (0.45, 0.78), (1.1, 0.92), (1.1, 1.1)))), "#4f7d49")


def frame(c, colour):
    """A wooden picture frame."""
    c.paint(c.box(120, 84, 412, 456, 8), "#1c2733", 0.15)
    c.paint(c.box(108, 70, 400, 442, 8), colour)
    c.paint(c.poly((108, 70), (400, 70), (374, 98), (134, 98)), light(colour, 0.22))
    c.paint(c.poly((400, 70), (400, 442), (374, 414), (374, 98)), dark(colour, 0.16))
    c.paint(c.box(134, 98, 374, 414), "#fdfbf5")
    landscape(c, c.box(164, 136, 344, 376), 164, 136, 344, 376)


def clock(c, colour):
    """A wall clock at ten past ten."""
    c.paint(c.oval(84, 94, 448, 458), "#1c2733", 0.15)
    c.paint(c.oval(74, 74, 438, 438), colour)
    c.paint(c.oval(98, 98, 414, 414), "#fdfbf5")
    for hour in range(12):
        a = math.radians(hour * 30)
        inner = 118 if hour % 3 == 0 else 130
        c.paint(c.line(10 if hour % 3 == 0 else 5, (256 + inner * math.cos(a), 256 + inner * math.sin(a)),
                       (256 + 142 * math.cos(a), 256 + 142 * math.sin(a))), "#39434c")
    c.paint(c.line(13, (256, 256), (190, 206)), "#39434c")
    c.paint(c.line(9, (256, 256), (346, 190)), "#39434c")
    c.paint(c.line(4, (238, 290), (306, 146)), "#d9485a")
    c.paint(c.oval(242, 242, 270, 270), "#d9485a")


def bear(c, colour):
    """A sitting plush bear."""
    c.shadow(110, 402, 440, 30)
    for side in (-1, 1):
        c.paint(c.blob((256 + side * 70, 270), (256 + side * 132, 300), (256 + side * 136, 356),
                       (256 + side * 92, 340)), dark(colour, 0.08))
    c.paint(c.oval(158, 236, 354, 440), colour)
    c.paint(c.oval(196, 280, 316, 420), light(colour, 0.4))
    for side in (-1, 1):
        x = 256 + side * 84
        c.paint(c.oval(x - 46, 368, x + 46, 446), dark(colour, 0.08))
        c.paint(c.oval(x - 26, 386, x + 26, 438), light(colour, 0.4))
        x = 256 + side * 80
        c.paint(c.oval(x - 40, 62, x + 40, 142), colour)
        c.paint(c.oval(x - 22, 80, x + 22, 124), light(colour, 0.4))
    c.paint(c.oval(148, 76, 364, 270), colour)
    c.paint(c.oval(206, 168, 306, 252), light(colour, 0.5))
    for x in (210, 302):
        c.paint(c.oval(x - 12, 140, x + 12, 166), "#2b2422")
        c.paint(c.oval(x - 6, 143, x + 2, 152), "#ffffff")
    c.paint(c.blob((232, 184), (280, 184), (256, 208)), "#2b2422")
    c.paint(c.curve(5, (234, 222), (246, 232), (256, 222), (266, 232), (278, 222)), "#2b2422")
    c.paint(c.poly((256, 270), (204, 250), (204, 296)), "#d9485a")
    c.paint(c.poly((256, 270), (308, 250), (308, 296)), "#d9485a")
    c.paint(c.oval(242, 256, 270, 286), "#b53346")


def puzzle(c, colour):
    """A puzzle box with a town at night, and one piece before it."""
    c.shadow(76, 430, 410)
    c.paint(c.box(76, 108, 416, 408, 8), colour)
    c.paint(c.box(76, 380, 416, 408, 6), dark(colour, 0.25))
    picture = c.box(100, 132, 392, 358, 6)
    c.paint(picture, "#1f2f57")
    c.paint(c.oval(322, 150, 366, 194), "#ffe9a6")
    for x, y in ((130, 160), (190, 178), (236, 150), (290, 170), (160, 205)):
        c.paint(c.oval(x - 3, y - 3, x + 3, y + 3), "#ffffff")
    houses = ((100, 250, "#b5563f"), (158, 226, "#d39a4a"), (216, 256, "#6f86a8"), (274, 218, "#a86f8c"), (332, 246, "#7b9a6b"))
    for x, y, paint in houses:
        c.paint(both(picture, c.box(x, y, x + 60, 370)), paint)
        c.paint(both(picture, c.poly((x - 4, y), (x + 30, y - 34), (x + 64, y))), dark(paint, 0.4))
        for dx in (12, 36):
            for dy in (18, 56):
                c.paint(both(picture, c.box(x + dx, y + dy, x + dx + 13, y + dy + 20)), "#ffe08a")
    with c.moved(scale=0.9, angle=-14, dx=96, dy=110):
        piece = join(c.box(206, 206, 306, 306, 8), c.oval(296, 236, 340, 280), c.oval(234, 172, 278, 216))
        piece = cut(piece, c.oval(198, 236, 236, 276))
        c.paint(piece, "#2a8c8c")
        c.paint(both(piece, c.box(206, 286, 306, 306)), dark("#2a8c8c", 0.25))


def socks(c, colour):
    """A pair of warm socks."""
    for angle, dx, dy, tone in ((10, 50, 4, dark(colour, 0.18)), (-4, -46, 0, colour)):
        with c.moved(scale=0.96, angle=angle, dx=dx, dy=dy):
            sock = join(c.box(200, 80, 304, 330, 10), c.blob((200, 300), (304, 290), (316, 340), (300, 420),
                                                         (220, 436), (128, 432), (112, 392), (150, 362)))
            c.paint(sock, tone)
            c.paint(both(sock, c.box(190, 70, 310, 122)), "#fbf6ec")
            c.paint(both(sock, c.oval(70, 362, 164, 460)), "#fbf6ec")
            c.paint(both(sock, c.oval(262, 330, 350, 440)), "#fbf6ec")
            for y in (146, 258):
                points = [(190 + i * 13, y + (12 if i % 2 else 0)) for i in range(11)]
                c.paint(both(sock, c.line(7, *points)), "#fbf6ec")
            for a in range(0, 180, 60):
                ax, ay = 26 * math.cos(math.radians(a)), 26 * math.sin(math.radians(a))
                c.paint(c.line(7, (252 - ax, 208 - ay), (252 + ax, 208 + ay)), "#fbf6ec")


def gift_bag(c, colour):
    """A paper gift bag with a heart."""
    c.shadow(122, 404, 440)
    for dx in (0, 26):
        c.paint(c.curve(8, (196 + dx, 172), (204 + dx, 96), (256 + dx, 76), (300 + dx, 100), (306 + dx, 172)),
                dark("#d8b36a", 0.2 if dx else 0.0))
    c.paint(c.poly((128, 166), (352, 166), (352, 440), (128, 440)), colour)
    c.paint(c.poly((352, 166), (398, 150), (398, 420), (352, 440)), dark(colour, 0.26))
    c.paint(c.poly((128, 166), (352, 166), (398, 150), (180, 150)), dark(colour, 0.4))
    for row in range(6):
        for column in range(5):
            x, y = 156 + column * 44 + (22 if row % 2 else 0), 198 + row * 44
            if x < 344:
                c.paint(c.oval(x - 7, y - 7, x + 7, y + 7), light(colour, 0.45))
    c.paint(c.oval(170, 240, 310, 380), "#fdfaf3")
    heart(c, 240, 308, 48, "#d9485a")


def headphones(c, colour, accent):
    """Over-ear headphones."""
    c.shadow(96, 416, 432)
    c.paint(both(c.ring(96, 72, 416, 430, 30), c.box(80, 60, 430, 262)), colour)
    c.paint(both(c.ring(104, 78, 408, 420, 12), c.box(170, 60, 342, 180)), light(colour, 0.25))
    for side in (-1, 1):
        x = 256 + side * 140
        c.paint(c.box(x - 13, 236, x + 13, 300, 8), "#aeb8c0")
        inner = 256 + side * 100
        c.paint(c.box(inner - 26, 262, inner + 26, 416, 24), dark(colour, 0.35))
        outer = 256 + side * 138
        c.paint(c.box(outer - 34, 258, outer + 34, 420, 32), colour)
        c.paint(c.box(outer - 16, 280, outer + 16, 398, 16), accent)
    c.paint(c.box(92, 284, 100, 380, 4), "#ffffff", 0.4)


def cable(c, colour, loops, tag):
    """A coiled cable; two metres lie in two loops and carry a tag of another colour."""
    c.paint(c.oval(120, 150, 410, 440), "#1c2733", 0.07)
    rings = [(116, 120, 392, 396)] if loops == 1 else [(92, 100, 366, 374), (146, 138, 420, 412)]
    for x0, y0, x1, y1 in rings:
        c.paint(c.ring(x0 - 2, y0 + 5, x1 + 2, y1 + 9, 22), dark(colour, 0.4))
        c.paint(c.ring(x0, y0, x1, y1, 18), colour)
        c.paint(c.ring(x0 + 3, y0 + 3, x1 - 3, y1 - 3, 4), "#ffffff", 0.8)
    c.paint(c.curve(18, (140, 330), (120, 390), (96, 408)), colour)
    c.paint(c.curve(18, (366, 186), (396, 130), (404, 104)), colour)
    for dx, dy, angle in ((-176, 166, 45), (152, -172, 15)):
        with c.moved(angle=angle, dx=dx, dy=dy):
            up = -1 if dy < 0 else 1
            c.paint(c.box(238, 226, 274, 288, 8), "#dfe5ea")
            c.paint(c.box(238, 226, 274, 288, 8), dark(colour, 0.12))
            y0, y1 = sorted((256 + up * 30, 256 + up * 58))
            c.paint(c.box(243, y0, 269, y1, 6), "#8e99a3")
    c.paint(c.box(222, 328, 290, 428, 12), tag)
    for i in range(loops):
        x = 256 + (i * 24 - (loops - 1) * 12)
        c.paint(c.box(x - 6, 350, x + 6, 406, 6), "#ffffff")


def power_bank(c, colour):
    """A power bank with its charge lights."""
    with c.moved(angle=12):
        c.paint(c.box(172, 86, 352, 444, 32), "#1c2733", 0.15)
        c.paint(c.box(162, 72, 344, 432, 32), colour)
        c.paint(both(c.box(162, 72, 344, 432, 32), c.box(306, 60, 360, 440)), dark(colour, 0.2))
        c.paint(c.box(176, 92, 188, 400, 6), "#ffffff", 0.25)
        c.paint(c.box(218, 60, 288, 78, 6), "#8e99a3")
        for i in range(4):
            c.paint(c.oval(216, 330 + i * 22, 230, 344 + i * 22), "#6fe08c" if i else "#4b5660")
        c.paint(c.poly((262, 150), (218, 236), (250, 236), (238, 302), (288, 208), (254, 208)), "#ffd75e")
