"""Photos of the school's vegetable garden."""

from collections.abc import Callable
from math import cos, radians, sin, tau
from random import Random

from kindportfolio.demo.art.canvas import (
    WIDTH,
    Canvas,
    Colour,
    Pen,
    darker,
    lighter,
    mix,
    rgb,
    turned,
)
from kindportfolio.demo.art.props import BRIGHT

Crop = Callable[[Pen, Random, float, float, float], None]


def vegetables(canvas: Canvas) -> None:
    rng = canvas.rng
    canvas.gradient([rgb("#b9d3e3"), rgb("#d6e2cf"), rgb("#7fa35a"), rgb("#5f8a45")], 0, 420)

    def behind(pen: Pen) -> None:
        for plank in range(0, 1000, 62):
            pen.box(plank, 120, plank + 54, 330, mix(rgb("#9c7a58"), rgb("#c2a27c"), rng.random()))
        for _ in range(18):
            pen.dot(
                rng.uniform(0, 1000),
                rng.uniform(290, 380),
                rng.uniform(40, 80),
                mix(rgb("#44702f"), rgb("#8bb35a"), rng.random()),
            )

    canvas.paint(behind)
    canvas.defocus(18)
    canvas.gradient([rgb("#5a3f2c"), rgb("#6b4a33"), rgb("#4a3324")], 370)
    canvas.streaks(rgb("#2f2018"), (250, 110), 170, lambda pen: pen.box(0, 370, 1000, 750, 255))
    canvas.streaks(rgb("#a07a58"), (330, 150), 110, lambda pen: pen.box(0, 370, 1000, 750, 255))
    for nr, crop in enumerate(rng.sample([_lettuce, _carrot, _beans, _tomato], 3)):
        _row(canvas, crop, 8 - nr * 2, 440 + nr * 122, 0.62 + nr * 0.26)
    if rng.random() < 0.7:
        canvas.paint(
            lambda pen: _watering_can(pen, rng.choice([160, 800]), 650, rng.choice(BRIGHT))
        )


def _row(canvas: Canvas, crop: Crop, count: int, y: float, size: float) -> None:
    rng = canvas.rng
    spots = [
        ((column + 0.5 + rng.uniform(-0.12, 0.12)) * WIDTH / count, y + rng.uniform(-8, 8))
        for column in range(count)
    ]
    low = [(a, b + 16 * size) for a, b in spots]
    canvas.soft(lambda pen: pen.ovals(low, 62 * size, 20 * size, 190), rgb("#1d120c"), 14)

    def grow(pen: Pen) -> None:
        for at in spots:
            crop(pen, rng, *at, size)

    canvas.paint(grow)


def _lettuce(pen: Pen, rng: Random, x: float, y: float, size: float) -> None:
    for ring, count in ((62, 9), (44, 7), (26, 5)):
        for leaf in range(count):
            angle = leaf * tau / count + rng.random()
            colour = mix(rgb("#4f8f35"), rgb("#b5d977"), 1 - ring / 70 + rng.random() * 0.2)
            pen.oval(
                x + ring * 0.6 * size * cos(angle),
                y - 16 * size + ring * 0.42 * size * sin(angle),
                ring * 0.55 * size,
                ring * 0.42 * size,
                colour,
            )


def _carrot(pen: Pen, rng: Random, x: float, y: float, size: float) -> None:
    pen.oval(x, y + 6 * size, 24 * size, 15 * size, rgb("#e07f2c"))
    for leaf in range(9):
        angle = radians(-160 + leaf * 17 + rng.uniform(-5, 5))
        end = (x + 92 * size * cos(angle), y + 112 * size * sin(angle))
        pen.line([(x, y), end], mix(rgb("#3f7d31"), rgb("#7fb24f"), rng.random()), 6 * size)
        for step in (0.5, 0.7, 0.9):
            pen.dot(x + (end[0] - x) * step, y + (end[1] - y) * step, 12 * size, rgb("#5b9a41"))


def _beans(pen: Pen, rng: Random, x: float, y: float, size: float) -> None:
    pen.line([(x, y + 8), (x + 4, y - 170 * size)], rgb("#b08a58"), 8 * size)
    for step in range(9):
        side = 1 if step % 2 else -1
        at = (x + side * 18 * size, y - step * 18 * size)
        pen.petal(
            at,
            -30 if side > 0 else 210,
            46 * size,
            30 * size,
            mix(rgb("#3c7a30"), rgb("#79ad4c"), rng.random()),
        )
        if step % 3 == 0:
            pen.line([at, (at[0] + side * 8, at[1] + 34 * size)], rgb("#9cc05a"), 6 * size)


def _tomato(pen: Pen, rng: Random, x: float, y: float, size: float) -> None:
    pen.line([(x, y + 8), (x, y - 150 * size)], rgb("#4f7d35"), 8 * size)
    for step in range(7):
        side = 1 if step % 2 else -1
        pen.petal(
            (x, y - step * 20 * size),
            -25 if side > 0 else 205,
            66 * size,
            30 * size,
            mix(rgb("#356b2c"), rgb("#6a9a45"), rng.random()),
        )
    for step in (1, 3, 4):
        ripe = rng.choice([rgb("#c8352a"), rgb("#d9542f"), rgb("#8fb04a")])
        spot = (x + rng.choice([-26, 26]) * size, y - step * 24 * size)
        pen.dot(*spot, 18 * size, ripe)
        pen.dot(spot[0] - 5 * size, spot[1] - 6 * size, 4 * size, lighter(ripe, 0.5))


def _watering_can(pen: Pen, x: float, y: float, colour: Colour) -> None:
    pen.ring(x - 10, y - 96, 66, darker(colour, 0.25), 14)
    pen.line([(x + 60, y + 10), (x + 150, y - 84)], darker(colour, 0.1), 20)
    pen.poly(
        turned(
            [(x + 126, y - 112), (x + 190, y - 76), (x + 172, y - 60), (x + 120, y - 92)],
            (x + 150, y - 84),
            0,
        ),
        colour,
    )
    pen.box(x - 84, y - 86, x + 84, y + 66, colour, 16)
    pen.box(x - 84, y - 86, x - 40, y + 66, lighter(colour, 0.2), 16)
    pen.oval(x, y - 86, 84, 18, darker(colour, 0.3))
