"""A sheet of light to paint demo pictures on: shapes, depth, shadow and grain.

Everything is measured on a field of 1000 by 750. The sheet itself has that many pixels;
shapes are drawn at twice the size and brought back, which smooths their edges.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import cos, hypot, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1000, 750
SHARP = 2

Colour = tuple[int, int, int]
Point = tuple[float, float]
Painting = Callable[["Pen"], None]


def rgb(code: str) -> Colour:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """``part`` 0 is ``one``, 1 is ``other``."""
    a, b, c = (round(x + (y - x) * part) for x, y in zip(one, other, strict=True))
    return a, b, c


def lighter(colour: Colour, part: float) -> Colour:
    return mix(colour, (255, 255, 255), part)


def darker(colour: Colour, part: float) -> Colour:
    return mix(colour, (20, 16, 24), part)


def turned(points: Iterable[Point], around: Point, degrees: float) -> list[Point]:
    c, s, (ax, ay) = cos(radians(degrees)), sin(radians(degrees)), around
    return [(ax + (x - ax) * c - (y - ay) * s, ay + (x - ax) * s + (y - ay) * c) for x, y in points]


def oval_points(x: float, y: float, rx: float, ry: float, steps: int = 28) -> list[Point]:
    turns = (360 / steps * step for step in range(steps))
    return [(x + rx * cos(radians(a)), y + ry * sin(radians(a))) for a in turns]


class Pen:
    """Flat shapes on a field of 1000 by 750, whatever the size of the sheet below."""

    def __init__(self, sheet: Image.Image) -> None:
        self._draw = ImageDraw.Draw(sheet)
        self._scale = sheet.width / WIDTH

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour | int) -> None:
        s = self._scale
        self._draw.ellipse(((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s), fill)

    def dot(self, x: float, y: float, r: float, fill: Colour | int) -> None:
        self.oval(x, y, r, r, fill)

    def ovals(self, points: Iterable[Point], rx: float, ry: float, fill: Colour | int) -> None:
        for x, y in points:
            self.oval(x, y, rx, ry, fill)

    def box(
        self, x0: float, y0: float, x1: float, y1: float, fill: Colour | int, round_: float = 0
    ) -> None:
        s = self._scale
        self._draw.rounded_rectangle((x0 * s, y0 * s, x1 * s, y1 * s), round_ * s, fill)

    def poly(self, points: Iterable[Point], fill: Colour | int) -> None:
        s = self._scale
        self._draw.polygon([(x * s, y * s) for x, y in points], fill)

    def line(self, points: Sequence[Point], fill: Colour | int, width: float) -> None:
        """Round at its ends and corners."""
        s = self._scale
        self._draw.line(
            [(x * s, y * s) for x, y in points], fill, max(1, round(width * s)), joint="curve"
        )
        if width * s > 3:
            for x, y in (points[0], points[-1]):
                self.dot(x, y, width / 2, fill)

    def thread(self, points: Sequence[Point], fill: Colour | int, width: float) -> None:
        """A line without rounding, for those who draw its corners themselves."""
        s = self._scale
        self._draw.line([(x * s, y * s) for x, y in points], fill, max(1, round(width * s)))

    def ring(self, x: float, y: float, r: float, fill: Colour | int, width: float) -> None:
        s = self._scale
        box = ((x - r) * s, (y - r) * s, (x + r) * s, (y + r) * s)
        self._draw.ellipse(box, None, fill, max(1, round(width * s)))

    def petal(
        self, at: Point, degrees: float, length: float, width: float, fill: Colour | int
    ) -> None:
        x, y = at
        shape = oval_points(x + length / 2, y, length / 2, width / 2)
        self.poly(turned(shape, at, degrees), fill)


class Canvas:
    """A picture that grows from back to front."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.image = Image.new("RGB", (WIDTH, HEIGHT), (255, 255, 255))

    def gradient(self, stops: Sequence[Colour], top: int = 0, bottom: int = HEIGHT) -> None:
        """Colours that flow into each other from ``top`` to ``bottom``."""
        strip = Image.new("RGB", (1, len(stops)))
        strip.putdata(stops)
        self.image.paste(strip.resize((WIDTH, bottom - top), Image.Resampling.BICUBIC), (0, top))

    def paint(self, painting: Painting) -> None:
        """Shapes with clean edges."""
        large = self.image.resize((WIDTH * SHARP, HEIGHT * SHARP), Image.Resampling.NEAREST)
        painting(Pen(large))
        self.image = large.reduce(SHARP)

    def paint_each(self, paintings: Iterable[Painting]) -> None:
        def all_of_them(pen: Pen) -> None:
            for painting in paintings:
                painting(pen)

        self.paint(all_of_them)

    def defocus(self, radius: float) -> None:
        """Everything painted so far is further away than the lens looks."""
        small = self.image.reduce(4).filter(ImageFilter.GaussianBlur(radius / 4))
        self.image = small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)

    def soft(
        self, painting: Painting, colour: Colour, blur: float, within: Painting | None = None
    ) -> None:
        """One colour without edges: a shadow, a glow. Paint in grey: 255 covers fully."""
        mask = _mask(painting).filter(ImageFilter.GaussianBlur(blur / 4))
        large = mask.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        if within:
            large = ImageChops.multiply(large, _mask(within, 1))
        self.image.paste(colour, mask=large)

    def streaks(
        self, colour: Colour, size: tuple[int, int], strength: int, within: Painting
    ) -> None:
        """Noise of ``size`` stretched over the sheet: wood, grass, cloth, plaster."""
        noise = self.noise(*size).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        noise = noise.point([max(0, level - 110) * strength // 145 for level in range(256)])
        self.image.paste(colour, mask=ImageChops.multiply(noise, _mask(within, 1)))

    def noise(self, width: int, height: int) -> Image.Image:
        return Image.frombytes("L", (width, height), self.rng.randbytes(width * height))


def _mask(painting: Painting, parts: int = 4) -> Image.Image:
    mask = Image.new("L", (WIDTH // parts, HEIGHT // parts), 0)
    painting(Pen(mask))
    return mask


def along(points: Sequence[Point], step: float) -> list[Point]:
    """The polyline with a point at least every ``step``."""
    result = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        parts = max(1, int(hypot(x1 - x0, y1 - y0) / step))
        result += [
            (x0 + (x1 - x0) * part / parts, y0 + (y1 - y0) * part / parts)
            for part in range(1, parts + 1)
        ]
    return result
