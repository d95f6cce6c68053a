"""A small flat-illustration kit on top of Pillow: every shape is a polygon, drawn four times too large.

Coordinates run from 0 to 512 in both directions, whatever the size of the
picture. Shapes are masks, so that one shape can clip, cut or join another.
"""

import io
import math
from contextlib import contextmanager

try:
    from PIL import Image, ImageChops, ImageDraw
except ImportError:  # the tables can be written and checked without Pillow
    Image = None

SIDE = 512
OVERSAMPLE = 4
MAX_BYTES = 25_000  # a picture travels to every bench with the catalogue


def mix(colour, other, share):
    """`colour` with `share` (0 to 1) of `other` in it; both are `#rrggbb`."""
    pairs = zip(_rgb(colour), _rgb(other))
    return "#%02x%02x%02x" % tuple(round(a + (b - a) * share) for a, b in pairs)


def dark(colour, share=0.16):
    """The shaded side of a colour."""
    return mix(colour, "#14202e", share)


def light(colour, share=0.3):
    """The lit side of a colour."""
    return mix(colour, "#ffffff", share)


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def smooth(points, closed=False, steps=14):
    """Points on a Catmull-Rom curve through `points`."""
    if closed:
        ring = [points[-1], *points, points[0], points[1]]
    else:
        ring = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(ring, ring[1:], ring[2:], ring[3:]):
        for step in range(steps):
            t = step / steps
            curve.append(tuple(
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2
                       + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d)
            ))
    if not closed:
        curve.append(points[-1])
    return curve


def cut(mask, hole):
    """`mask` without `hole`."""
    return ImageChops.subtract(mask, hole)


def join(*masks):
    """All the masks as one."""
    whole = masks[0]
    for mask in masks[1:]:
        whole = ImageChops.lighter(whole, mask)
    return whole


def both(mask, other):
    """Where both masks are."""
    return ImageChops.darker(mask, other)


class Canvas:
    """One picture in the making."""

    def __init__(self, background):
        size = SIDE * OVERSAMPLE
        self.image = Image.new("RGB", (size, size), background)
        self.turn = (1.0, 0.0, 0.0, 0.0)  # scale, angle in degrees, shift x, shift y
        # A soft disc behind the goods sets them off on dark and light screens alike.
        self.paint(self.oval(46, 46, 466, 466), light(background, 0.42))

    @contextmanager
    def moved(self, scale=1.0, angle=0.0, dx=0.0, dy=0.0):
        """Draws what is inside scaled and turned about the centre, then shifted."""
        before = self.turn
        self.turn = (scale, angle, dx, dy)
        yield
        self.turn = before

    def _place(self, points):
        scale, angle, dx, dy = self.turn
        sin, cos = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        placed = []
        for x, y in points:
            x, y = (x - 256) * scale, (y - 256) * scale
            placed.append(((x * cos - y * sin + 256 + dx) * OVERSAMPLE,
                           (x * sin + y * cos + 256 + dy) * OVERSAMPLE))
        return placed

    def _mask(self):
        mask = Image.new("L", self.image.size, 0)
        return mask, ImageDraw.Draw(mask)

    def poly(self, *points):
        """A polygon."""
        mask, draw = self._mask()
        draw.polygon(self._place(points), fill=255)
        return mask

    def blob(self, *points):
        """A closed soft shape through the points."""
        return self.poly(*smooth(points, closed=True))

    def oval(self, x0, y0, x1, y1):
        """The ellipse in the box."""
        return self.pie(x0, y0, x1, y1, 0, 360)

    def pie(self, x0, y0, x1, y1, start, end):
        """A piece of the ellipse, degrees clockwise from three o'clock."""
        cx, cy, rx, ry = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
        steps = max(8, round((end - start) / 3))
        angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
        points = [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]
        if end - start < 360:
            points.append((cx, cy))
        return self.poly(*points)

    def box(self, x0, y0, x1, y1, r=0):
        """A rectangle with corners of radius `r`."""
        if r == 0:
            return self.poly((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        points = []
        corners = ((x1 - r, y0 + r, -90), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180))
        for cx, cy, start in corners:
            for step in range(13):
                a = math.radians(start + step * 7.5)
                points.append((cx + r * math.cos(a), cy + r * math.sin(a)))
        return self.poly(*points)

    def line(self, width, *points):
        """A line with round ends and bends."""
        mask, draw = self._mask()
        placed = self._place(points)
        width = max(1, round(width * self.turn[0] * OVERSAMPLE))
        draw.line(placed, fill=255, width=width, joint="curve")
        for x, y in (placed[0], placed[-1]):
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
        return mask

    def curve(self, width, *points):
        """A line bent softly through the points."""
        return self.line(width, *smooth(points))

    def ring(self, x0, y0, x1, y1, width):
        """The outline of an ellipse, `width` wide, inside the box."""
        return cut(self.oval(x0, y0, x1, y1),
                   self.oval(x0 + width, y0 + width, x1 - width, y1 - width))

    def paint(self, mask, colour, share=1.0):
        """Fills the mask; `share` below 1 lets through what is underneath."""
        if share < 1.0:
            mask = mask.point([round(v * share) for v in range(256)])
        self.image.paste(colour, mask=mask)

    def shadow(self, x0, x1, y, height=26):
        """The shadow that something standing from `x0` to `x1` throws on the table at `y`."""
        self.paint(self.oval(x0, y - height / 2, x1, y + height / 2), "#1c2733", 0.16)

    def png(self):
        """The finished picture, in as many colours as fit the size limit."""
        picture = self.image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        for colours in (128, 64, 32):
            buffer = io.BytesIO()
            flat = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            flat.save(buffer, "PNG", optimize=True)
            if buffer.tell() <= MAX_BYTES:
                break
        return buffer.getvalue()
