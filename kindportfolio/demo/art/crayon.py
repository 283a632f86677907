"""Drawings a child might make: wax crayon on paper, then photographed."""

from collections.abc import Sequence

from PIL import Image, ImageChops

from kindportfolio.demo.art.canvas import (
    HEIGHT,
    WIDTH,
    Canvas,
    Colour,
    Pen,
    Point,
    along,
    oval_points,
    rgb,
    turned,
)

INK = rgb("#2b2b3a")
RED, YELLOW, BLUE, GREEN = rgb("#cf4436"), rgb("#efb02c"), rgb("#3a77c2"), rgb("#4c9a4a")
ORANGE, PURPLE, PINK, BROWN = rgb("#e88536"), rgb("#7a4da3"), rgb("#e58aa8"), rgb("#8a5a3b")
BRIGHT = [RED, YELLOW, BLUE, GREEN, ORANGE, PURPLE, PINK]
SKINS = [rgb(code) for code in ("#f3cfae", "#dfa97e", "#b97b4e", "#80523a")]
HAIRS = [rgb(code) for code in ("#2b2b3a", "#6b432a", "#b5702f", "#e0b040")]


class Crayon:
    """Strokes that shake a little, on a sheet of their own until the paper takes the wax."""

    def __init__(self, canvas: Canvas) -> None:
        self.rng = canvas.rng
        self._canvas = canvas
        self._sheet = Image.new("RGB", (WIDTH, HEIGHT))
        self._wax = Image.new("L", self._sheet.size)
        self._pens = Pen(self._sheet), Pen(self._wax)

    def stroke(self, points: Sequence[Point], colour: Colour, width: float = 7) -> None:
        path = [self._shaken(point, width * 0.16) for point in along(points, 13)]
        colours, wax = self._pens
        colours.thread(path, colour, width * 2)
        for x, y in (*points, path[0], path[-1]):
            colours.dot(x, y, width, colour)
        wax.thread(path, 255, width)
        for x, y in path:
            wax.dot(x, y, width * self.rng.uniform(0.42, 0.62), 255)

    def loop(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, width: float = 7
    ) -> None:
        points = oval_points(x, y, rx * self.rng.uniform(0.95, 1.05), ry, 22)
        self.stroke([*points, points[0], points[1]], colour, width)

    def shape(self, points: Sequence[Point], colour: Colour, width: float = 7) -> None:
        self.stroke([*points, points[0]], colour, width)

    def hatch(self, points: Sequence[Point], colour: Colour, gap: float = 15) -> None:
        """Scribbled in, quickly and nearly within the lines, over a thin first coat."""
        colours, wax = self._pens
        colours.poly(points, colour)
        wax.poly(points, 110)
        slant = self.rng.uniform(-50, 50)
        lying = turned(points, (0, 0), slant)
        low, high = min(y for _x, y in lying), max(y for _x, y in lying)
        path: list[Point] = []
        y = low + gap / 2
        while y < high:
            crossings = sorted(_crossings(lying, y))
            if len(crossings) >= 2:
                ends = [
                    crossings[0] + self.rng.uniform(1, 8),
                    crossings[-1] - self.rng.uniform(1, 8),
                ]
                path += [(end, y) for end in (ends if len(path) % 4 else reversed(ends))]
            y += gap * self.rng.uniform(0.7, 1.2)
        if len(path) > 1:
            self.stroke(turned(path, (0, 0), -slant), colour, gap * 0.5)

    def finish(self) -> None:
        """The wax stays on the tops of the paper and misses the hollows."""
        hollows = self._canvas.noise(WIDTH * 2 // 3, HEIGHT * 2 // 3).resize(
            self._wax.size, Image.Resampling.BILINEAR
        )
        hollows = hollows.point([min(255, max(40, (level - 62) * 5)) for level in range(256)])
        self._canvas.image.paste(self._sheet, mask=ImageChops.multiply(self._wax, hollows))

    def _shaken(self, point: Point, by: float) -> Point:
        return point[0] + self.rng.gauss(0, by), point[1] + self.rng.gauss(0, by)


def _crossings(points: Sequence[Point], y: float) -> list[float]:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return [
        x0 + (y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in pairs
        if (y0 <= y < y1) or (y1 <= y < y0)
    ]
