"""Photos from inside: what stands on a table, and the tent to read in."""

from collections.abc import Callable
from math import cos, sin
from random import Random

from kindportfolio.demo.art.canvas import Canvas, Colour, Pen, darker, lighter, mix, rgb, turned
from kindportfolio.demo.art.props import BRIGHT, room, shadow


def tower(canvas: Canvas) -> None:
    rng = canvas.rng
    room(canvas)
    x, floors = rng.uniform(380, 620), rng.randint(4, 7)
    shadow(canvas, x + 60, 668, 230)
    wood = rng.choice([rgb("#dcb57f"), rgb("#e3c493"), rgb("#cf9c62")])
    coloured = rng.random() < 0.5
    high = min(118.0, 520 / floors)

    def plank(pen: Pen, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        pen.poly([(x0, y0), (x0 + 12, y0 - 9), (x1 + 12, y0 - 9), (x1, y0)], lighter(colour, 0.3))
        pen.poly([(x1, y0), (x1 + 12, y0 - 9), (x1 + 12, y1 - 9), (x1, y1)], darker(colour, 0.3))
        pen.box(x0, y0, x1, y1, colour)

    def build(pen: Pen) -> None:
        y = 664.0
        for floor in range(floors):
            half = 150 - floor * 92 / floors + rng.uniform(-6, 6)
            lean = rng.uniform(-5, 5)
            posts = 2 if half < 90 else 3
            for post in range(posts):
                at = x + lean - half + 26 + post * (2 * half - 52) / (posts - 1)
                colour = (
                    rng.choice(BRIGHT)
                    if coloured
                    else mix(wood, rgb("#b8854f"), rng.random() * 0.5)
                )
                plank(pen, at - 16, y - high + 16, at + 16, y, colour)
            colour = rng.choice(BRIGHT) if coloured else lighter(wood, rng.random() * 0.3)
            plank(pen, x + lean - half, y - high, x + lean + half, y - high + 16, colour)
            y -= high
        top = rng.choice(BRIGHT)
        pen.poly([(x - 46, y), (x, y - 58), (x + 46, y)], top)
        pen.poly([(x, y - 58), (x + 46, y), (x + 60, y - 9)], darker(top, 0.3))

    canvas.paint(build)


def bridge(canvas: Canvas) -> None:
    rng = canvas.rng
    room(canvas)
    card = rng.choice([rgb("#c89c68"), rgb("#d6b184"), rgb("#e9e4d6")])
    left, right, deck = rng.uniform(120, 190), rng.uniform(810, 880), rng.uniform(410, 450)
    tall = rng.uniform(90, 150)
    shadow(canvas, 500, 664, 330, 16)

    def pile(pen: Pen, x: float) -> None:
        y = 690.0
        while y > deck + 30:
            high = rng.uniform(26, 46)
            colour, shift = rng.choice(BRIGHT), rng.uniform(-12, 12)
            pen.box(x - 96 + shift, y - high, x + 96 + shift, y, colour, 4)
            pen.box(x - 90 + shift, y - high + 5, x + 96 + shift, y - 5, rgb("#efe9da"))
            pen.box(x - 96 + shift, y - high, x - 60 + shift, y, darker(colour, 0.12), 4)
            y -= high
        pen.box(x - 90, deck + 18, x + 90, max(y, deck + 24), rng.choice(BRIGHT), 3)

    def truss(pen: Pen) -> None:
        pile(pen, left)
        pile(pen, right)
        back = darker(card, 0.26)
        for shade, shift in ((back, -16), (card, 0)):
            parts, wide = 6, (right - left) / 6
            for part in range(parts):
                x = left + part * wide
                pen.line(
                    [
                        (x, deck + shift),
                        (x + wide / 2, deck - tall + shift),
                        (x + wide, deck + shift),
                    ],
                    shade,
                    15,
                )
            pen.line(
                [(left + wide / 2, deck - tall + shift), (right - wide / 2, deck - tall + shift)],
                shade,
                15,
            )
        pen.poly(
            [
                (left - 60, deck - 10),
                (right + 60, deck - 10),
                (right + 70, deck + 10),
                (left - 70, deck + 10),
            ],
            lighter(card, 0.2),
        )
        pen.box(left - 70, deck + 10, right + 70, deck + 26, darker(card, 0.12))
        for part in range(7):
            x = left + part * (right - left) / 6
            pen.poly(
                turned(
                    [
                        (x - 22, deck - 12),
                        (x + 22, deck - 12),
                        (x + 22, deck + 8),
                        (x - 22, deck + 8),
                    ],
                    (x, deck),
                    rng.uniform(-14, 14),
                ),
                rgb("#e5dfc9"),
            )

    canvas.paint(truss)
    canvas.soft(lambda pen: pen.box(left, deck + 24, right, deck + 90, 120), rgb("#3a2a1c"), 26)

    def drive(pen: Pen) -> None:
        for shift in rng.sample([-190, -70, 60, 180], rng.randint(1, 3)):
            _toy_car(pen, rng, 500 + shift, deck - 10)

    canvas.paint(drive)


def _toy_car(pen: Pen, rng: Random, x: float, y: float) -> None:
    colour = rng.choice(BRIGHT)
    pen.box(x - 50, y - 40, x + 50, y - 12, colour, 10)
    pen.poly(
        [(x - 30, y - 38), (x - 18, y - 62), (x + 20, y - 62), (x + 36, y - 38)],
        darker(colour, 0.15),
    )
    pen.box(x - 14, y - 58, x + 16, y - 42, rgb("#cfe3ea"), 3)
    for wheel in (-28, 28):
        pen.dot(x + wheel, y - 12, 14, rgb("#22222a"))
        pen.dot(x + wheel, y - 12, 6, rgb("#c9ccd0"))


def volcano(canvas: Canvas) -> None:
    rng = canvas.rng
    room(canvas)
    x, top = rng.uniform(440, 560), rng.uniform(250, 300)
    earth = rng.choice([rgb("#7d5a41"), rgb("#6a5248"), rgb("#8f6b4a"), rgb("#5f6a4a")])
    shadow(canvas, x + 20, 682, 360, 34)
    left, right = x - rng.uniform(290, 330), x + rng.uniform(290, 330)

    def cone(value: Colour | int) -> Callable[[Pen], None]:
        shape = [
            (left, 690),
            (x - 150, 520),
            (x - 62, top),
            (x + 62, top),
            (x + 150, 520),
            (right, 690),
        ]
        return lambda pen: pen.poly(shape, value)

    canvas.paint(lambda pen: pen.box(left - 70, 664, right + 70, 708, rgb("#c9c4b6"), 6))
    canvas.paint(cone(earth))
    canvas.streaks(darker(earth, 0.5), (60, 40), 190, cone(255))
    canvas.streaks(lighter(earth, 0.35), (90, 70), 130, cone(255))
    canvas.soft(
        lambda pen: pen.poly([(x, top), (right + 60, 700), (x + 90, 700)], 150),
        rgb("#241812"),
        50,
        cone(255),
    )
    lava = rng.choice([rgb("#d8402c"), rgb("#e56a2b"), rgb("#cf3a4a")])

    def eruption(pen: Pen) -> None:
        pen.oval(x, top, 64, 20, darker(lava, 0.45))
        for _ in range(rng.randint(4, 6)):
            at, drift = x + rng.uniform(-46, 46), rng.uniform(-1.2, 1.2)
            flow = [(at, top)]
            flow += [
                (at + drift * step * 22 + rng.uniform(-10, 10), top + step * 42)
                for step in range(1, rng.randint(4, 9))
            ]
            pen.line(flow, lava, rng.uniform(22, 40))
            pen.line([(a - 4, b) for a, b in flow], lighter(lava, 0.25), 6)
        for _ in range(130):
            angle, reach = rng.uniform(-2.6, -0.5), rng.random() ** 0.6 * 130
            spot = (x + reach * cos(angle), top + 10 + reach * sin(angle))
            pen.dot(*spot, rng.uniform(6, 20), mix(lava, rgb("#fbe0c4"), rng.random() * 0.8))
        for nr in range(rng.randint(2, 5)):
            tree = (left + 30 + nr * 34, 668 - nr * 34)
            pen.poly(
                [(tree[0] - 20, tree[1]), (tree[0], tree[1] - 58), (tree[0] + 20, tree[1])],
                rgb("#3f7a3a"),
            )

    canvas.paint(eruption)
    canvas.soft(lambda pen: pen.dot(x, top - 40, 70, 120), rgb("#ffd9a8"), 50)
    if rng.random() < 0.6:
        canvas.paint(lambda pen: _bottle(pen, right + 30, 700, rng.choice(BRIGHT)))


def _bottle(pen: Pen, x: float, y: float, label: Colour) -> None:
    pen.box(x - 44, y - 170, x + 44, y, rgb("#e7ecec"), 16)
    pen.box(x - 18, y - 216, x + 18, y - 160, rgb("#dfe5e6"), 6)
    pen.box(x - 20, y - 232, x + 20, y - 208, label, 5)
    pen.box(x - 44, y - 124, x + 44, y - 50, label)


def reading_tent(canvas: Canvas) -> None:
    rng = canvas.rng
    wall = rng.choice([rgb("#c9b8a4"), rgb("#9fb0b3"), rgb("#b7a7bf"), rgb("#d8c7a3")])
    canvas.gradient([wall, darker(wall, 0.18)], 0, 600)
    floor = rgb("#8a6848")
    canvas.gradient([darker(floor, 0.3), floor], 590)
    canvas.streaks(darker(floor, 0.5), (6, 120), 100, lambda pen: pen.box(0, 590, 1000, 750, 255))
    x, half, top = rng.uniform(460, 540), rng.uniform(280, 330), rng.uniform(70, 110)
    cloth, stripe = rng.choice(
        [
            (rgb("#efe6d2"), rgb("#c95a45")),
            (rgb("#e8e3da"), rgb("#4c7fa8")),
            (rgb("#f0e3c0"), rgb("#5f9170")),
            (rgb("#ece0e6"), rgb("#8a6aa3")),
        ]
    )
    shadow(canvas, x, 690, half + 60, 26)
    tip = (x, top)

    def tent(pen: Pen) -> None:
        for lean in (-40, 40):
            pen.line([(x - lean, top + 70), (x + lean, top - 46)], rgb("#a57f52"), 12)
        count = 9
        for panel in range(count):
            a, b = x - half + panel * 2 * half / count, x - half + (panel + 1) * 2 * half / count
            edge = abs(panel - count // 2) / count
            colour = darker(stripe if panel % 2 else cloth, edge * 0.5)
            pen.poly([tip, (a, 690), (b, 690)], colour)
        pen.poly([(x, top + 160), (x - half * 0.46, 692), (x + half * 0.46, 692)], rgb("#3d2a20"))

    def inside(pen: Pen) -> None:
        for nr, side in enumerate((-0.26, 0.05, 0.3)):
            cushion = rng.choice(BRIGHT)
            pen.oval(x + half * side, 660 - (nr % 2) * 36, half * 0.2, 46, darker(cushion, 0.15))
        colour = rng.choice(BRIGHT)
        pen.poly([(x - 78, 640), (x, 656), (x, 716), (x - 84, 700)], lighter(colour, 0.85))
        pen.poly([(x + 78, 640), (x, 656), (x, 716), (x + 84, 700)], lighter(colour, 0.75))
        for row in range(4):
            pen.line([(x - 66, 656 + row * 11), (x - 14, 667 + row * 11)], rgb("#9a948c"), 2)
            pen.line([(x + 14, 667 + row * 11), (x + 66, 656 + row * 11)], rgb("#9a948c"), 2)

    canvas.paint(tent)
    canvas.soft(
        lambda pen: pen.oval(x, 560, half * 0.34, 130, 190),
        rgb("#f2b45c"),
        50,
        lambda pen: pen.poly([(x, top + 165), (x - half * 0.45, 692), (x + half * 0.45, 692)], 255),
    )
    canvas.paint(inside)
    bulbs = [
        (40 + nr * 77, 70 + 46 * sin(nr * 0.9 + rng.random() * 0.2) + (nr % 3) * 6)
        for nr in range(13)
    ]
    canvas.soft(lambda pen: pen.ovals(bulbs, 30, 30, 150), rgb("#ffe2a0"), 26)

    def lights(pen: Pen) -> None:
        pen.line(bulbs, rgb("#3a3430"), 3)
        for at in bulbs:
            pen.oval(at[0], at[1] + 12, 9, 13, rgb("#fff3cf"))

    canvas.paint(lights)

    def books(pen: Pen) -> None:
        for nr in range(4):
            _book(pen, rng, rng.choice([90, 880]) + nr * 5, 716 - nr * 24)

    canvas.paint(books)


def _book(pen: Pen, rng: Random, x: float, y: float) -> None:
    colour = rng.choice(BRIGHT)
    pen.box(x - 84, y - 22, x + 84, y, colour, 4)
    pen.box(x - 78, y - 18, x + 84, y - 4, rgb("#f2ecdf"))
