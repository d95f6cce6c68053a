"""Pictures of what stands in a kitchen: mugs, plates, pots, tea, coffee, jars and sweets."""

import math

from canvas import both, dark, join, light


def mug(c, colour):
    """A mug with a rising sun: the look-alike pair differs in colour alone."""
    c.shadow(96, 400, 404)
    c.paint(c.ring(300, 180, 432, 336, 30), dark(colour, 0.1))
    body = join(c.box(106, 140, 356, 300), c.box(106, 190, 356, 406, 58))
    c.paint(body, colour)
    c.paint(both(body, c.box(296, 130, 360, 420)), dark(colour, 0.13))
    c.paint(both(body, c.box(124, 190, 142, 350, 9)), "#ffffff", 0.35)
    _sun(c, 222, 312)
    c.paint(c.oval(106, 112, 356, 170), light(colour, 0.45))
    c.paint(c.oval(122, 120, 340, 162), dark(colour, 0.45))
    c.paint(both(c.oval(122, 120, 340, 162), c.oval(134, 132, 328, 176)), "#6b3f22")


def _sun(c, x, y):
    above = c.box(x - 90, y - 90, x + 90, y)
    c.paint(both(c.oval(x - 38, y - 38, x + 38, y + 38), above), "#ffd75e")
    for angle in (200, 225, 250, 270, 290, 315, 340):
        a = math.radians(angle)
        c.paint(c.line(8, (x + 50 * math.cos(a), y + 50 * math.sin(a)),
                       (x + 68 * math.cos(a), y + 68 * math.sin(a))), "#ffd75e")
    c.paint(c.line(7, (x - 74, y + 8), (x + 74, y + 8)), "#ffffff")


def enamel_mug(c, colour):
    """A straight enamel mug with a wood of firs."""
    c.shadow(100, 396, 402)
    c.paint(c.ring(296, 190, 420, 340, 20), dark(colour, 0.25))
    body = c.poly((112, 136), (346, 136), (336, 404), (122, 404))
    c.paint(body, colour)
    c.paint(both(body, c.box(290, 130, 350, 410)), dark(colour, 0.14))
    for x, top in ((170, 230), (226, 200), (282, 244)):
        for step in range(3):
            y = top + step * 34
            c.paint(c.poly((x, y), (x - 18 - step * 7, y + 46), (x + 18 + step * 7, y + 46)), "#f4f1e6")
        c.paint(c.box(x - 5, top + 110, x + 5, top + 130), "#f4f1e6")
    c.paint(both(body, c.box(100, 384, 350, 410)), dark(colour, 0.35))
    c.paint(c.oval(110, 112, 348, 160), "#f4f1e6")
    c.paint(c.oval(122, 119, 336, 153), dark(colour, 0.5))


def plate(c, colour, accent):
    """A plate seen from above."""
    c.paint(c.oval(76, 90, 450, 464), "#1c2733", 0.14)
    c.paint(c.oval(70, 70, 442, 442), colour)
    c.paint(c.ring(82, 82, 430, 430, 5), accent)
    for i in range(24):
        a = math.radians(i * 15)
        x, y = 256 + 148 * math.cos(a), 256 + 148 * math.sin(a)
        c.paint(c.oval(x - 8, y - 8, x + 8, y + 8), accent)
    c.paint(c.oval(134, 134, 378, 378), dark(colour, 0.1))
    c.paint(c.oval(140, 140, 378, 378), light(colour, 0.35))
    c.paint(both(c.ring(160, 160, 352, 352, 14), c.poly((256, 256), (90, 150), (170, 80))), "#ffffff", 0.7)


def pots(c, colour):
    """A set of cast-iron pots, the small one on the large one."""
    c.shadow(84, 430, 424)
    _pot(c, 256, 420, 150, 116, colour)
    _pot(c, 256, 268, 100, 78, dark(colour, 0.12))


def _pot(c, x, floor, half, height, colour):
    top = floor - height
    for side in (-1, 1):
        left, right = sorted((x + side * (half - 12), x + side * (half + 28)))
        c.paint(c.box(left, top + 18, right, top + 44, 12), dark(colour, 0.3))
    body = join(c.box(x - half, top, x + half, floor - 40), c.box(x - half, top + 10, x + half, floor, 34))
    c.paint(body, colour)
    c.paint(both(body, c.box(x + half * 0.55, top, x + half, floor)), dark(colour, 0.16))
    c.paint(c.box(x - half + 18, top + 26, x - half + 32, floor - 30, 7), "#ffffff", 0.3)
    lid = c.pie(x - half - 4, top - 46, x + half + 4, top + 46, 180, 360)
    c.paint(lid, light(colour, 0.12))
    c.paint(both(lid, c.box(x + half * 0.5, top - 60, x + half + 6, top)), colour)
    c.paint(c.box(x - half - 8, top - 6, x + half + 8, top + 10, 8), dark(colour, 0.25))
    c.paint(c.box(x - 20, top - 62, x + 20, top - 40, 10), "#d9c08a")


def tea(c, colour, accent):
    """A box of leaf tea with a leaf on it."""
    c.shadow(110, 420, 430)
    front = c.poly((116, 150), (322, 150), (322, 428), (116, 428))
    c.paint(c.poly((322, 150), (392, 112), (392, 386), (322, 428)), dark(colour, 0.3))
    c.paint(c.poly((116, 150), (186, 112), (392, 112), (322, 150)), light(colour, 0.22))
    c.paint(front, colour)
    c.paint(c.box(116, 176, 322, 188), accent)
    c.paint(c.box(116, 398, 322, 408), accent)
    c.paint(c.oval(146, 220, 292, 366), "#fbf6e9")
    _leaf(c, 219, 300, 58, -35, accent)
    _leaf(c, 236, 322, 38, 20, dark(accent, 0.2))
    c.paint(c.curve(5, (196, 344), (222, 318), (248, 262)), dark(accent, 0.35))


def _leaf(c, x, y, length, angle, colour):
    a = math.radians(angle - 55)
    dx, dy = math.cos(a) * length, math.sin(a) * length
    nx, ny = -dy * 0.38, dx * 0.38
    c.paint(c.blob((x - dx, y + 0 - dy), (x + nx, y + ny), (x + dx, y + dy), (x - nx, y - ny)), colour)


def coffee(c, colour, accent):
    """A folded bag of coffee beans."""
    c.shadow(120, 392, 436)
    bag = c.poly(*[(136, 118), (376, 118), (384, 250), (392, 432), (120, 432), (128, 250)])
    c.paint(bag, colour)
    c.paint(both(bag, c.poly((336, 110), (400, 110), (400, 440), (352, 440))), dark(colour, 0.3))
    c.paint(both(bag, c.poly((146, 160), (160, 160), (154, 424), (136, 424))), "#ffffff", 0.16)
    c.paint(c.box(128, 84, 384, 132, 8), dark(colour, 0.25))
    c.paint(c.box(128, 104, 384, 110), light(colour, 0.2))
    c.paint(c.box(164, 190, 340, 392, 14), accent)
    c.paint(both(c.box(164, 190, 340, 392, 14), c.poly(
        (150, 400), (150, 350), (200, 300), (232, 336), (276, 282), (350, 352), (350, 400))), "#7c9a72")
    for x, y, angle in ((222, 246, 30), (284, 238, -30)):
        _bean(c, x, y, angle)


def _bean(c, x, y, angle):
    a = math.radians(angle)
    ax, ay = math.cos(a) * 32, math.sin(a) * 32
    nx, ny = -math.sin(a) * 21, math.cos(a) * 21
    c.paint(c.blob((x - ax, y - ay), (x - nx, y - ny), (x + ax, y + ay), (x + nx, y + ny)), "#5a3420")
    c.paint(c.curve(5, (x - ax * 0.8, y - ay * 0.8), (x + nx * 0.3, y + ny * 0.3), (x - nx * 0.3, y - ny * 0.3),
                    (x + ax * 0.8, y + ay * 0.8)), "#c79a6d")


def _jar(c, filling, glass_top=150):
    c.shadow(118, 394, 430)
    body = join(c.box(128, glass_top + 40, 384, 430, 44), c.box(150, glass_top - 10, 362, 260, 30))
    c.paint(body, light(filling, 0.55))
    inner = join(c.box(138, glass_top + 52, 374, 420, 38), c.box(160, glass_top + 20, 352, 260, 26))
    c.paint(inner, filling)
    c.paint(both(inner, c.box(328, 100, 380, 430)), dark(filling, 0.16))
    c.paint(c.box(150, glass_top + 66, 164, 396, 7), "#ffffff", 0.5)


def honey(c, colour, accent):
    """A jar of honey with a honeycomb label."""
    _jar(c, colour)
    c.paint(c.box(146, 90, 366, 146, 14), accent)
    c.paint(c.box(146, 118, 366, 128), dark(accent, 0.2))
    c.paint(c.box(176, 226, 336, 390, 12), "#fff7e2")
    for x, y in ((256, 270), (229, 317), (283, 317)):
        points = [(x + 27 * math.cos(math.radians(a)), y + 27 * math.sin(math.radians(a)))
                  for a in range(30, 390, 60)]
        c.paint(c.poly(*points), colour)
    c.paint(c.oval(264, 344, 312, 376), "#f2c230")
    c.paint(both(c.oval(264, 344, 312, 376), join(c.box(276, 340, 283, 380), c.box(292, 340, 299, 380))), "#3a2a18")
    c.paint(c.oval(270, 326, 290, 350), "#bcd7e6")
    c.paint(c.oval(288, 326, 306, 350), "#d3e6f0")


def jam(c, colour):
    """A jar of jam with a chequered cloth on its lid."""
    _jar(c, colour)
    cloth = c.poly(*[(140, 96), (372, 96), (396, 176), (372, 164), (348, 182), (322, 166), (296, 184), (270, 168),
                     (244, 184), (218, 166), (192, 182), (164, 164), (116, 178)])
    c.paint(cloth, "#fdfaf5")
    for x in range(116, 400, 36):
        c.paint(both(cloth, c.box(x, 90, x + 18, 190)), "#d9485a", 0.6)
    for y in range(90, 190, 36):
        c.paint(both(cloth, c.box(100, y, 400, y + 18)), "#d9485a", 0.6)
    c.paint(c.curve(7, (138, 148), (256, 156), (374, 148)), "#b08d57")
    c.paint(c.oval(182, 226, 330, 386), "#fff7ee")
    for row, xs in enumerate(((226, 256, 286), (236, 256, 276), (246, 266), (256,))):
        for x in xs:
            y = 288 + row * 20
            c.paint(c.oval(x - 15, y - 15, x + 15, y + 15), colour)
            c.paint(c.oval(x - 8, y - 9, x, y - 1), light(colour, 0.5))
    for dx in (-26, 0, 26):
        c.paint(c.blob((256, 278), (256 + dx - 8, 258), (256 + dx * 1.2, 244), (256 + dx + 8, 258)), "#5f8f4e")


def chocolate(c, colour, accent):
    """A bar of chocolate looking out of its paper."""
    with c.moved(angle=-16):
        c.paint(c.box(170, 96, 356, 444, 8), "#1c2733", 0.15)
        c.paint(c.box(166, 84, 346, 300, 8), "#4a2a1b")
        for row in range(3):
            for column in range(3):
                x, y = 174 + column * 57, 92 + row * 52
                c.paint(c.box(x, y, x + 51, y + 46, 6), "#6a3d27")
                c.paint(c.box(x + 7, y + 7, x + 44, y + 39, 4), "#7b4a31")
        foil = c.poly((158, 226), (178, 212), (198, 228), (218, 210), (240, 228), (262, 210), (284, 228),
                      (306, 211), (330, 228), (354, 214), (354, 262), (158, 262))
        c.paint(foil, "#d9dee3")
        c.paint(c.box(158, 250, 354, 434, 6), colour)
        c.paint(c.box(158, 276, 354, 286), accent)
        c.paint(c.box(158, 404, 354, 414), accent)
        c.paint(c.blob((256, 306), (290, 340), (282, 378), (256, 390), (230, 378), (222, 340)), accent)
        c.paint(c.line(4, (256, 312), (256, 386)), colour)
        c.paint(c.box(330, 250, 354, 434, 4), dark(colour, 0.25))


def gingerbread(c, colour):
    """A tin with a gingerbread heart in front of it."""
    c.shadow(92, 424, 420)
    c.paint(c.box(110, 170, 372, 410, 30), colour)
    c.paint(both(c.box(110, 170, 372, 410, 30), c.box(318, 160, 380, 420)), dark(colour, 0.18))
    for x, y in ((150, 290), (210, 250), (300, 262), (170, 360), (250, 330)):
        for a in range(0, 180, 60):
            dx, dy = 15 * math.cos(math.radians(a)), 15 * math.sin(math.radians(a))
            c.paint(c.line(5, (x - dx, y - dy), (x + dx, y + dy)), "#ffffff", 0.85)
    c.paint(c.oval(102, 128, 380, 190), light(colour, 0.25))
    c.paint(c.box(102, 158, 380, 208, 14), dark(colour, 0.08))
    c.paint(c.oval(102, 126, 380, 186), light(colour, 0.25))
    c.paint(c.oval(126, 136, 356, 176), light(colour, 0.4))
    with c.moved(scale=0.92, angle=10, dx=76, dy=66):
        heart(c, 256, 300, 96, "#9c5f31")
        for scale, paint in ((0.82, "#fff8ef"), (0.74, "#9c5f31")):
            heart(c, 256, 300, 96 * scale, paint)
        for x, y in ((232, 290), (280, 290), (256, 326)):
            c.paint(c.oval(x - 9, y - 9, x + 9, y + 9), "#fff8ef")


def heart(c, x, y, size, colour):
    """A heart about `size` to each side of its middle."""
    points = []
    for step in range(72):
        t = math.radians(step * 5)
        points.append((x + size * math.sin(t) ** 3,
                       y - size / 16 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t))))
    c.paint(c.poly(*points), colour)


def morning_set(c):
    """The kit: a mug and a box of tea on a tray."""
    c.shadow(60, 452, 428, 30)
    with c.moved(scale=0.74, dx=66, dy=-10):
        tea(c, "#2f3437", "#c79a3f")
    with c.moved(scale=0.66, dx=-72, dy=46):
        mug(c, "#2f6fb3")
    c.paint(c.box(52, 372, 460, 414, 16), "#b9824f")
    c.paint(c.box(52, 372, 460, 384, 6), "#d3a06c")
    c.paint(c.box(86, 390, 130, 402, 6), "#8f6138")
    c.paint(c.box(382, 390, 426, 402, 6), "#8f6138")
