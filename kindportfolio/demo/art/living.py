"""Photos of what moves, and of what is eaten: the pool, the guinea pig, the cookies."""

from math import cos, radians, sin, tau
from random import Random

from kindportfolio.demo.art.canvas import (
    WIDTH,
    Canvas,
    Colour,
    Pen,
    Point,
    darker,
    lighter,
    mix,
    oval_points,
    rgb,
    turned,
)
from kindportfolio.demo.art.props import BRIGHT, SKINS, shadow


def swimming(canvas: Canvas) -> None:
    rng = canvas.rng
    blue = rng.choice([rgb("#3fa4c8"), rgb("#2f93bd"), rgb("#45b3bd")])
    canvas.gradient([lighter(blue, 0.35), blue, darker(blue, 0.25)])
    canvas.paint(lambda pen: pen.box(0, 0, WIDTH, 96, rgb("#ddd9cd")))
    canvas.paint(lambda pen: pen.box(0, 88, WIDTH, 112, rgb("#3c6690")))
    canvas.streaks(lighter(blue, 0.6), (14, 60), 120, lambda pen: pen.box(0, 115, 1000, 750, 255))
    canvas.streaks(darker(blue, 0.4), (9, 40), 90, lambda pen: pen.box(0, 115, 1000, 750, 255))
    tilt = rng.uniform(-0.05, 0.09)

    def ropes(pen: Pen) -> None:
        for low in (rng.uniform(190, 250), rng.uniform(600, 670)):
            big = low / 34
            for nr in range(-1, 32):
                x = nr * 34.0
                colour = rgb("#c8402f") if nr % 4 < 2 else rgb("#f0ece2")
                pen.oval(x, low + x * tilt, 15, big, colour)
        for _ in range(46):
            x, y = rng.uniform(0, 1000), rng.uniform(130, 740)
            long = rng.uniform(14, 70)
            pen.line([(x, y), (x + long / 2, y - 5), (x + long, y + 2)], lighter(blue, 0.55), 2.2)

    canvas.paint(ropes)
    canvas.defocus(4)
    x, y = rng.uniform(360, 640), rng.uniform(390, 470)
    skin, cap = rng.choice(SKINS), rng.choice(BRIGHT)
    canvas.soft(lambda pen: pen.oval(x, y + 80, 260, 40, 120), darker(blue, 0.5), 40)

    def swimmer(pen: Pen) -> None:
        for side in (-1, 1):
            arm = [(x + side * 60, y + 74), (x + side * 150, y + 20), (x + side * 225, y + 70)]
            pen.line(arm, darker(skin, 0.08), 46)
        pen.oval(x, y + 70, 120, 50, darker(skin, 0.14))
        pen.oval(x, y, 84, 98, skin)
        pen.poly([*oval_points(x, y - 22, 87, 80)[14:], (x + 87, y - 22)], cap)
        pen.box(x - 86, y - 34, x + 86, y - 14, darker(cap, 0.2), 8)
        for side in (-1, 1):
            pen.box(x + side * 38 - 30, y - 18, x + side * 38 + 30, y + 22, rgb("#22334b"), 16)
            pen.box(x + side * 38 - 20, y - 10, x + side * 38 + 4, y + 2, rgb("#5f87ad"), 6)
        pen.oval(x, y + 34, 11, 8, darker(skin, 0.18))
        pen.oval(x, y + 62, 30, 16, rgb("#7d2b26"))
        pen.box(x - 22, y + 49, x + 22, y + 58, rgb("#fbf7ee"), 4)

    canvas.paint(swimmer)
    canvas.soft(
        lambda pen: pen.dot(x + 60, y, 70, 110),
        darker(skin, 0.5),
        30,
        lambda pen: pen.oval(x, y, 84, 98, 255),
    )

    def splash(pen: Pen) -> None:
        wave = [
            (x - 270, y + 100),
            (x - 130, y + 84),
            (x, y + 104),
            (x + 130, y + 84),
            (x + 270, y + 98),
        ]
        pen.line(wave, rgb("#f3fafb"), 11)
        for _ in range(46):
            side = rng.choice([-1, 1])
            at = (x + side * rng.uniform(130, 300), y + 90 - abs(rng.gauss(0, 34)))
            pen.dot(*at, rng.uniform(1.5, 6), lighter(blue, rng.uniform(0.6, 0.95)))

    canvas.paint(splash)
    canvas.soft(lambda pen: pen.box(0, int(y) + 112, WIDTH, int(y) + 200, 120), blue, 26)


def guinea_pig(canvas: Canvas) -> None:
    rng = canvas.rng
    canvas.gradient([rgb("#6b5138"), rgb("#a58452"), rgb("#8a6a3e")])

    def straw(pen: Pen, count: int, low: int) -> None:
        for _ in range(count):
            x, y, turn = rng.uniform(-40, 1040), rng.uniform(low, 790), rng.uniform(0, tau)
            long = rng.uniform(40, 130)
            colour = mix(rgb("#8f6d34"), rgb("#ead08a"), rng.random())
            pen.line(
                [(x, y), (x + long * cos(turn), y + long * sin(turn) * 0.5)],
                colour,
                rng.uniform(2, 5),
            )

    canvas.paint(lambda pen: straw(pen, 420, 60))
    canvas.defocus(6)
    x, y, flip = rng.uniform(450, 550), rng.uniform(420, 460), rng.choice([-1, 1])
    base, patch = rng.sample(
        [rgb("#f3ece0"), rgb("#b06a35"), rgb("#3a2c27"), rgb("#d9a866"), rgb("#8d8680")], 2
    )
    shadow(canvas, x, y + 170, 300, 40)
    face = (x + flip * 190, y + 10)

    def body(pen: Pen) -> None:
        pen.oval(x - flip * 30, y, 250, 176, base)
        pen.oval(*face, 132, 120, base)
        pen.oval(x - flip * 130, y - 10, 150, 160, patch)
        pen.oval(face[0] + flip * 10, face[1] - 34, 96, 74, patch)
        for _ in range(1500):
            turn, reach = rng.uniform(0, tau), rng.random() ** 0.5
            at = (x - flip * 30 + 250 * reach * cos(turn), y + 176 * reach * sin(turn))
            own = patch if (at[0] - (x - flip * 130)) ** 2 + (at[1] - y) ** 2 < 148**2 else base
            hair = rng.choice([lighter(own, rng.random() * 0.3), darker(own, rng.random() * 0.3)])
            pen.line(
                [at, (at[0] - flip * rng.uniform(12, 30), at[1] + rng.uniform(-4, 13))], hair, 2
            )
        for _ in range(500):
            turn, reach = rng.uniform(0, tau), rng.random() ** 0.5
            at = (face[0] + 128 * reach * cos(turn), face[1] + 116 * reach * sin(turn))
            own = patch if abs(at[0] - face[0]) < 90 and at[1] < face[1] + 20 else base
            hair = rng.choice([lighter(own, rng.random() * 0.25), darker(own, rng.random() * 0.25)])
            pen.line([at, (at[0] - flip * rng.uniform(8, 20), at[1] + rng.uniform(-3, 9))], hair, 2)

    def details(pen: Pen) -> None:
        ear = (face[0] - flip * 82, face[1] - 92)
        pen.poly(turned(oval_points(*ear, 58, 36), ear, flip * 28), rgb("#c9907f"))
        pen.poly(turned(oval_points(ear[0], ear[1] + 6, 44, 22), ear, flip * 28), rgb("#a06a5c"))
        eye = (face[0] + flip * 44, face[1] - 30)
        pen.dot(*eye, 21, rgb("#1d1414"))
        pen.dot(eye[0] + 6, eye[1] - 8, 6, rgb("#ffffff"))
        nose = (face[0] + flip * 124, face[1] + 18)
        pen.oval(*nose, 19, 15, rgb("#c98a80"))
        pen.line(
            [(nose[0] - flip * 6, nose[1] + 14), (nose[0] - flip * 20, nose[1] + 34)],
            rgb("#5c3a32"),
            4,
        )
        for hair in (-16, -2, 12):
            pen.line(
                [(nose[0] - flip * 14, nose[1] + 6), (nose[0] + flip * 84, nose[1] + hair * 3)],
                rgb("#efe6d6"),
                1.6,
            )
        for foot in (-150, 60, 170):
            pen.oval(x + flip * foot, y + 168, 40, 17, rgb("#d9a394"))

    canvas.paint(body)
    canvas.soft(
        lambda pen: pen.oval(x, y + 150, 330, 70, 150),
        rgb("#2a1a12"),
        40,
        lambda pen: pen.oval(x - flip * 10, y + 10, 300, 176, 255),
    )
    canvas.paint(details)
    canvas.paint(lambda pen: straw(pen, 70, 600))
    canvas.paint(lambda pen: _snack(pen, rng, x + flip * rng.uniform(330, 380), 640))


def _snack(pen: Pen, rng: Random, x: float, y: float) -> None:
    if rng.random() < 0.5:
        pen.oval(x, y, 62, 44, rgb("#3f7a35"))
        pen.oval(x, y - 3, 54, 37, rgb("#d5e8ac"))
        for seed in range(8):
            pen.oval(
                x + 28 * cos(seed * tau / 8),
                y - 3 + 18 * sin(seed * tau / 8),
                6,
                3.5,
                rgb("#f2f6d8"),
            )
    else:
        pen.poly([(x - 80, y + 20), (x + 40, y - 24), (x + 56, y + 10)], rgb("#e5812b"))
        for leaf in (-30, -8, 14):
            pen.line([(x + 48, y - 6), (x + 110, y - 20 + leaf)], rgb("#4f8a3a"), 9)


def cookies(canvas: Canvas) -> None:
    rng = canvas.rng
    cloth, other = rng.choice(
        [
            (rgb("#f4efe6"), rgb("#b8443a")),
            (rgb("#eef1f2"), rgb("#3b6ca8")),
            (rgb("#f5efdc"), rgb("#4a8a5c")),
        ]
    )
    canvas.gradient([cloth, darker(cloth, 0.06)])

    def checks(pen: Pen) -> None:
        for at in range(0, 1000, 100):
            pen.box(at, 0, at + 50, 750, mix(cloth, other, 0.4))
        for at in range(0, 750, 100):
            pen.box(0, at, 1000, at + 50, mix(cloth, other, 0.4))
            for x in range(0, 1000, 100):
                pen.box(x, at, x + 50, at + 50, mix(cloth, other, 0.8))

    canvas.paint(checks)
    canvas.streaks(darker(cloth, 0.4), (500, 375), 40, lambda pen: pen.box(0, 0, 1000, 750, 255))
    canvas.soft(lambda pen: pen.box(90, 80, 930, 700, 190), rgb("#2a1c18"), 30)
    canvas.paint(lambda pen: pen.box(70, 50, 910, 670, rgb("#4a4a4f"), 34))
    canvas.paint(lambda pen: pen.box(92, 72, 888, 648, rgb("#5b5b61"), 22))
    canvas.soft(
        lambda pen: pen.poly([(92, 72), (500, 72), (200, 648), (92, 648)], 60), rgb("#e3e3e8"), 60
    )
    spots = [
        (190 + column * 155 + rng.uniform(-10, 10), 165 + row * 195 + rng.uniform(-10, 10))
        for row in range(3)
        for column in range(5)
    ]
    eaten = rng.sample(range(15), rng.randint(0, 3))
    kept = [spot for nr, spot in enumerate(spots) if nr not in eaten]
    dough = rng.choice([rgb("#d9a862"), rgb("#c98f4c"), rgb("#b97f4a"), rgb("#8f5d38")])
    icing = rng.choice([rgb("#f3b8c8"), rgb("#f7f2e8"), rgb("#a9d3e3"), rgb("#c9b6e3"), dough])
    kinds = rng.choice([["dot"], ["flower"], ["heart"], ["dot", "heart", "flower"]])
    shadows = [(x + 8, y + 12) for x, y in kept]
    canvas.soft(lambda pen: pen.ovals(shadows, 64, 64, 200), rgb("#17130f"), 12)

    def bake(pen: Pen) -> None:
        for at in kept:
            _cookie(pen, rng, at, rng.choice(kinds), dough, icing)

    canvas.paint(bake)


def _cookie(pen: Pen, rng: Random, at: Point, kind: str, dough: Colour, icing: Colour) -> None:
    x, y = at
    own = mix(dough, rgb("#8a5226"), rng.random() * 0.35)
    turn = rng.uniform(-25, 25)

    def shape(size: float, colour: Colour) -> None:
        if kind == "dot":
            pen.dot(x, y, size, colour)
        elif kind == "flower":
            for petal in range(6):
                angle = radians(petal * 60 + turn)
                pen.dot(
                    x + size * 0.58 * cos(angle), y + size * 0.58 * sin(angle), size * 0.42, colour
                )
            pen.dot(x, y, size * 0.6, colour)
        else:
            top = turned(
                [(x - size * 0.44, y - size * 0.3), (x + size * 0.44, y - size * 0.3)], at, turn
            )
            for lobe in top:
                pen.dot(*lobe, size * 0.5, colour)
            pen.poly(
                turned(
                    [
                        (x - size * 0.9, y - size * 0.1),
                        (x + size * 0.9, y - size * 0.1),
                        (x, y + size * 0.95),
                    ],
                    at,
                    turn,
                ),
                colour,
            )

    shape(66, darker(own, 0.22))
    shape(62, own)
    shape(47, mix(icing, own, 0.08))
    for _ in range(16):
        angle, reach = rng.uniform(0, tau), rng.uniform(2, 34)
        spot = (x + reach * cos(angle), y + reach * sin(angle) - 4)
        end = (spot[0] + rng.uniform(-7, 7), spot[1] + rng.uniform(-7, 7))
        pen.line([spot, end], rng.choice(BRIGHT) if icing != dough else darker(dough, 0.6), 4)
