"""Drawings a child might make, of itself, its people and what it dreams up."""

from collections.abc import Callable
from math import cos, pi, sin, tau
from random import Random

from PIL import Image

from kindportfolio.demo.art.canvas import (
    HEIGHT,
    WIDTH,
    Canvas,
    Colour,
    along,
    darker,
    oval_points,
    rgb,
)
from kindportfolio.demo.art.crayon import (
    BLUE,
    BRIGHT,
    BROWN,
    GREEN,
    HAIRS,
    INK,
    ORANGE,
    PINK,
    PURPLE,
    RED,
    SKINS,
    YELLOW,
    Crayon,
)


def _drawn(scene: Callable[[Crayon, Random], None]) -> Callable[[Canvas], None]:
    def make(canvas: Canvas) -> None:
        paper = canvas.rng.choice([rgb("#fdfbf4"), rgb("#fbf6e8"), rgb("#f6f8fa")])
        canvas.gradient([paper, darker(paper, 0.03)])
        crayon = Crayon(canvas)
        scene(crayon, canvas.rng)
        crayon.finish()
        if canvas.rng.random() < 0.5:
            _lay_on_table(canvas)
        light = canvas.rng.choice([-1, 1])
        canvas.soft(
            lambda pen: pen.box(500 + light * 500 - 200, 0, 500 + light * 500 + 200, 750, 60),
            rgb("#8a8478"),
            160,
        )

    return make


def _lay_on_table(canvas: Canvas) -> None:
    rng, sheet = canvas.rng, canvas.image.copy()
    wood = rng.choice([rgb("#b98a58"), rgb("#d8c3a0"), rgb("#8f6a4c"), rgb("#c9d2d6")])
    canvas.gradient([wood, darker(wood, 0.12)])
    canvas.streaks(darker(wood, 0.4), (5, 120), 90, lambda pen: pen.box(0, 0, WIDTH, HEIGHT, 255))
    canvas.soft(lambda pen: pen.box(52, 48, 962, 722, 200), rgb("#2a1c14"), 16)
    lie = rng.uniform(-2.5, 2.5)
    small = sheet.resize((910, 682), Image.Resampling.BILINEAR)
    turned_sheet = small.rotate(lie, Image.Resampling.BICUBIC, expand=True)
    mask = Image.new("L", small.size, 255).rotate(lie, Image.Resampling.BICUBIC, expand=True)
    spot = (WIDTH - mask.width) // 2, (HEIGHT - mask.height) // 2
    canvas.image.paste(turned_sheet, spot, mask)


def _sun(c: Crayon, x: float, y: float, r: float) -> None:
    c.hatch(oval_points(x, y, r, r), YELLOW, 11)
    c.loop(x, y, r, r, rgb("#e39a1f"))
    for ray in range(11):
        a = ray * tau / 11 + 0.2
        c.stroke(
            [
                (x + r * 1.3 * cos(a), y + r * 1.3 * sin(a)),
                (x + r * 1.75 * cos(a), y + r * 1.75 * sin(a)),
            ],
            rgb("#e39a1f"),
        )


def _cloud(c: Crayon, x: float, y: float, size: float) -> None:
    bumps = [
        (
            x + size * cos(a) * (1.4 + 0.25 * sin(5 * a)),
            y + size * 0.5 * sin(a) * (1 + 0.35 * cos(5 * a)),
        )
        for a in (step * tau / 26 for step in range(27))
    ]
    c.stroke(bumps, rgb("#7fb2de"))
    c.hatch(bumps, rgb("#a9cdea"), 22)


def _grass(c: Crayon, y: float) -> None:
    for row in range(3):
        c.stroke(
            [
                (20, y + row * 15),
                (330, y + 5 + row * 13),
                (660, y - 4 + row * 15),
                (980, y + row * 14),
            ],
            GREEN,
            10,
        )


def _tree(c: Crayon, rng: Random, x: float, y: float) -> None:
    c.hatch([(x - 14, y - 120), (x + 14, y - 120), (x + 16, y), (x - 16, y)], BROWN, 9)
    c.loop(x, y - 180, 82, 84, GREEN)
    c.hatch(oval_points(x, y - 180, 74, 76), rgb("#6db35f"), 15)
    if rng.random() < 0.6:
        for _ in range(6):
            c.loop(x + rng.uniform(-48, 48), y - 180 + rng.uniform(-46, 46), 8, 8, RED, 8)


def _flower(c: Crayon, x: float, y: float, colour: Colour) -> None:
    c.stroke([(x, y), (x + 3, y - 70)], GREEN)
    c.stroke([(x, y - 24), (x + 24, y - 44)], GREEN)
    for petal in range(6):
        a = petal * tau / 6
        c.loop(x + 3 + 17 * cos(a), y - 84 + 17 * sin(a), 10, 10, colour, 8)
    c.loop(x + 3, y - 84, 7, 7, YELLOW, 9)


def _face(c: Crayon, x: float, y: float, r: float, skin: Colour, line: float = 7) -> None:
    c.hatch(oval_points(x, y, r * 0.92, r * 0.95), skin, max(8.0, r / 12))
    c.loop(x, y, r, r * 1.05, INK, line)
    for side in (-1, 1):
        c.loop(x + side * r * 0.36, y - r * 0.12, r * 0.07, r * 0.08, INK, line)
    c.stroke(
        [
            (x - r * 0.4, y + r * 0.36),
            (x - r * 0.2, y + r * 0.56),
            (x + r * 0.2, y + r * 0.56),
            (x + r * 0.42, y + r * 0.34),
        ],
        RED,
        line,
    )


def _hair(c: Crayon, rng: Random, x: float, y: float, r: float, colour: Colour, kind: str) -> None:
    if kind == "long":
        for side in (-1, 1):
            for strand in range(5):
                at = x + side * r * (0.74 + strand * 0.1)
                c.stroke(
                    [
                        (x + side * r * 0.2, y - r * 1.05),
                        (at, y - r * 0.6),
                        (at + side * 6, y + r * 1.1),
                    ],
                    colour,
                    9,
                )
    elif kind == "curly":
        for step in range(15):
            a = pi + step * pi / 14
            c.loop(
                x + r * 1.06 * cos(a),
                y - r * 0.1 + r * 1.06 * sin(a),
                r * 0.17,
                r * 0.17,
                colour,
                9,
            )
    for strand in range(13):
        a = pi * 1.06 + strand * pi * 0.88 / 12
        tip = (x + r * 1.16 * cos(a), y + r * 1.18 * sin(a))
        c.stroke(
            [(x + r * 0.82 * cos(a), y + r * 0.72 * sin(a)), (tip[0] + rng.uniform(-5, 5), tip[1])],
            colour,
            9,
        )


def _person(c: Crayon, rng: Random, x: float, foot: float, tall: float, coat: Colour) -> None:
    r = tall * 0.16
    head, neck, hip = foot - tall + r, foot - tall + r * 2.05, foot - tall * 0.33
    if rng.random() < 0.5:
        body = [
            (x - r * 0.35, neck),
            (x + r * 0.35, neck),
            (x + r * 1.25, hip),
            (x - r * 1.25, hip),
        ]
    else:
        body = [(x - r * 0.75, neck), (x + r * 0.75, neck), (x + r * 0.7, hip), (x - r * 0.7, hip)]
    c.hatch(body, coat, 13)
    c.shape(body, darker(coat, 0.25))
    for side in (-1, 1):
        c.stroke(
            [
                (x + side * r * 0.4, hip),
                (x + side * r * 0.45, foot),
                (x + side * r * 0.8, foot + 3),
            ],
            INK,
        )
        c.stroke(
            [
                (x + side * r * 0.55, neck + r * 0.4),
                (x + side * r * 1.6, neck + r * rng.uniform(0.9, 1.7)),
            ],
            INK,
        )
    hair = rng.choice(HAIRS)
    _hair(c, rng, x, head, r, hair, rng.choice(["short", "long", "curly"]))
    _face(c, x, head, r, rng.choice(SKINS), 5)


def _family(c: Crayon, rng: Random) -> None:
    _grass(c, 668)
    count = rng.randint(3, 5)
    coats = rng.sample(BRIGHT, count)
    talls = sorted((rng.uniform(240, 480) for _ in range(count)), reverse=rng.random() < 0.7)
    for nr in range(count):
        _person(c, rng, 120 + (nr + 0.5) * 700 / count, 660, talls[nr], coats[nr])
    _pet(c, rng, 886, 650)
    extra = rng.random()
    if extra < 0.4:
        _heart(c, rng.uniform(760, 900), 130)
    elif extra < 0.75:
        _sun(c, 890, 110, 48)
    else:
        _cloud(c, 850, 100, 60)


def _pet(c: Crayon, rng: Random, x: float, y: float) -> None:
    fur = rng.choice([BROWN, INK, ORANGE])
    c.loop(x, y - 48, 50, 26, fur)
    c.hatch(oval_points(x, y - 48, 44, 22), fur, 10)
    c.loop(x + 56, y - 82, 23, 22, fur)
    c.stroke(
        [
            (x + 40, y - 98),
            (x + 44, y - 118),
            (x + 56, y - 103),
            (x + 68, y - 120),
            (x + 72, y - 98),
        ],
        fur,
    )
    c.loop(x + 60, y - 84, 3, 3, INK, 5)
    c.stroke([(x - 48, y - 54), (x - 76, y - 92), (x - 66, y - 106)], fur)
    for leg in (-32, -14, 20, 38):
        c.stroke([(x + leg, y - 26), (x + leg, y)], fur)


def _heart(c: Crayon, x: float, y: float) -> None:
    heart = [
        (x, y + 56),
        (x - 60, y),
        (x - 46, y - 40),
        (x - 12, y - 36),
        (x, y - 12),
        (x + 14, y - 38),
        (x + 48, y - 38),
        (x + 58, y + 2),
    ]
    c.hatch(heart, rgb("#e0675a"), 14)
    c.shape(heart, RED)


def _house(c: Crayon, rng: Random) -> None:
    _grass(c, 660)
    x, wide, top = rng.uniform(300, 420), rng.uniform(300, 360), rng.uniform(290, 340)
    wall, roof = rng.sample([YELLOW, ORANGE, PINK, BLUE, RED, GREEN], 2)
    front = [(x, top), (x + wide, top), (x + wide, 656), (x, 656)]
    c.hatch(front, wall, 19)
    c.shape(front, INK)
    if rng.random() < 0.6:
        at = x + wide * 0.74
        c.hatch(
            [(at, top - 170), (at + 46, top - 170), (at + 46, top - 60), (at, top - 60)], RED, 9
        )
        smoke = [(at + 23 + 16 * sin(puff), top - 185 - puff * 13) for puff in range(8)]
        c.stroke(smoke, rgb("#8e8e98"), 9)
    peak = [(x - 40, top), (x + wide / 2, top - 190), (x + wide + 40, top)]
    c.hatch(peak, roof, 15)
    c.shape(peak, darker(roof, 0.2))
    door = x + wide * rng.choice([0.2, 0.42, 0.64])
    c.hatch(
        [(door, 520), (door + 76, 520), (door + 76, 654), (door, 654)],
        rng.choice([PURPLE, BROWN, GREEN]),
        10,
    )
    c.shape([(door, 520), (door + 76, 520), (door + 76, 654), (door, 654)], INK)
    for spot in (0.1, 0.62):
        left = x + wide * spot
        c.shape(
            [(left, top + 50), (left + 84, top + 50), (left + 84, top + 124), (left, top + 124)],
            BLUE,
        )
        c.stroke([(left + 42, top + 50), (left + 42, top + 124)], BLUE, 5)
        c.stroke([(left, top + 88), (left + 84, top + 88)], BLUE, 5)
    _tree(c, rng, 150, 660)
    _sun(c, rng.choice([880, 120]), 110, 54)
    _cloud(c, rng.uniform(560, 720), 90, 56)
    for _ in range(rng.randint(1, 4)):
        _flower(c, rng.uniform(780, 960), 664, rng.choice(BRIGHT))
    if rng.random() < 0.6:
        _person(c, rng, 850, 660, 190, rng.choice(BRIGHT))


def _self(c: Crayon, rng: Random) -> None:
    x, y, r = rng.uniform(460, 540), rng.uniform(300, 330), rng.uniform(180, 205)
    coat = rng.choice(BRIGHT)
    body = [(x - 90, y + r), (x + 90, y + r), (x + 260, 740), (x - 260, 740)]
    c.hatch(body, coat, 24)
    c.shape(body, darker(coat, 0.25), 9)
    if rng.random() < 0.5:
        for row in range(3):
            c.stroke(
                [
                    (x - 130 - row * 45, y + r + 80 + row * 56),
                    (x + 130 + row * 45, y + r + 86 + row * 56),
                ],
                rng.choice(BRIGHT),
                12,
            )
    for side in (-1, 1):
        c.loop(x + side * r * 1.02, y + 14, 26, 36, INK)
    skin, hair = rng.choice(SKINS), rng.choice(HAIRS)
    c.hatch(oval_points(x, y, r * 0.95, r), skin, 15)
    c.loop(x, y, r, r * 1.05, INK, 9)
    iris = rng.choice([BLUE, BROWN, GREEN])
    for side in (-1, 1):
        at = x + side * r * 0.4
        c.loop(at, y - 24, 34, 25, INK)
        c.loop(at, y - 24, 10, 10, iris, 13)
        c.stroke([(at - 34, y - 66), (at, y - 78), (at + 34, y - 66)], hair, 9)
    c.stroke([(x, y - 6), (x - 17, y + 44), (x + 14, y + 46)], darker(skin, 0.35))
    c.stroke([(x - 74, y + 88), (x - 36, y + 120), (x + 36, y + 120), (x + 76, y + 86)], RED, 11)
    if rng.random() < 0.5:
        c.stroke([(x - 74, y + 88), (x + 76, y + 86)], RED, 9)
    _hair(c, rng, x, y, r, hair, rng.choice(["short", "long", "curly"]))
    if rng.random() < 0.35:
        for side in (-1, 1):
            c.loop(x + side * r * 0.4, y - 22, 56, 46, RED, 8)
        c.stroke([(x - 18, y - 30), (x + 18, y - 30)], RED, 8)
    for nr in range(rng.randint(0, 3)):
        _heart(c, (110, 880, 130)[nr], (140, 180, 560)[nr])


def _street(c: Crayon, rng: Random) -> None:
    grey = rgb("#8f8f9c")
    across, down = rng.uniform(330, 430), rng.uniform(420, 560)
    for edge in (-44, 44):
        c.stroke([(10, across + edge), (990, across + edge + 20)], grey, 8)
        c.stroke([(down + edge, 10), (down + edge - 14, 740)], grey, 8)
    for dash in range(9):
        c.stroke([(30 + dash * 112, across + 4), (80 + dash * 112, across + 5)], YELLOW, 7)
    for x, y in (
        (70, 150),
        (230, 130),
        (down + 130, 150),
        (870, 130),
        (110, across + 240),
        (down + 112, across + 240),
    ):
        wall = rng.choice(BRIGHT)
        box = [(x - 50, y - 36), (x + 50, y - 36), (x + 50, y + 54), (x - 50, y + 54)]
        c.hatch(box, wall, 16)
        c.shape(box, INK, 6)
        c.stroke([(x - 62, y - 36), (x, y - 92), (x + 62, y - 36), (x - 62, y - 36)], RED, 8)
    pond = oval_points(840, across + 210, 104, 66)
    c.hatch(pond, rgb("#6fa9dc"), 17)
    c.shape(pond, BLUE)
    for duck in range(2):
        c.loop(806 + duck * 70, across + 204, 15, 10, YELLOW, 9)
    _tree(c, rng, 300, across + 330)
    route = [
        (110, across + 180),
        (120, across + 16),
        (down + 6, across + 14),
        (down + 8, 90),
        (860, 80),
    ]
    for a, b in zip(along(route, 26)[::2], along(route, 26)[1::2], strict=False):
        c.stroke([a, b], RED, 8)
    c.stroke([(842, 62), (880, 98)], RED, 11)
    c.stroke([(880, 62), (842, 98)], RED, 11)


def _bike(c: Crayon, rng: Random) -> None:
    _grass(c, 668)
    x, paint = rng.uniform(440, 560), rng.choice(BRIGHT)
    back, front = (x - 190, 530), (x + 190, 530)
    for at in (back, front):
        c.loop(*at, 118, 118, INK, 12)
        for spoke in range(9):
            a = spoke * tau / 9
            c.stroke([at, (at[0] + 110 * cos(a), at[1] + 110 * sin(a))], rgb("#9a9aa6"), 4)
    crank, seat, bar = (x - 24, 540), (x - 84, 350), (x + 130, 336)
    c.stroke([back, seat, bar, crank, seat], paint, 13)
    c.stroke([back, crank], paint, 13)
    c.stroke([front, bar, (x + 110, 276), (x + 176, 262)], paint, 13)
    c.stroke([(x - 134, 330), (x - 40, 334)], INK, 18)
    c.loop(*crank, 24, 24, INK, 8)
    c.stroke([crank, (x + 8, 590), (x + 36, 590)], INK, 8)
    _sun(c, 120, 110, 52)
    _cloud(c, 820, 110, 62)
    if rng.random() < 0.5:
        _flower(c, 910, 664, rng.choice(BRIGHT))


def _dragon(c: Crayon, rng: Random) -> None:
    skin, belly = rng.sample([GREEN, PURPLE, BLUE, ORANGE], 2)
    body = oval_points(460, 470, 220, 140)
    c.hatch(body, skin, 18)
    c.shape(body, darker(skin, 0.3), 9)
    c.hatch(oval_points(460, 520, 130, 74), belly, 16)
    neck = [(600, 420), (690, 300), (710, 210)]
    for shift in (-34, -12, 12, 34):
        c.stroke([(a + shift, b) for a, b in neck], skin, 18)
    head = oval_points(760, 190, 104, 62)
    c.hatch(head, skin, 15)
    c.shape(head, darker(skin, 0.3), 9)
    c.loop(760, 168, 13, 13, INK, 9)
    c.stroke([(800, 214), (840, 222), (862, 206)], INK, 8)
    for flame in range(4):
        c.stroke(
            [(864, 196 + flame * 8), (930, 176 + flame * 24), (960 + flame * 6, 150 + flame * 36)],
            rng.choice([RED, ORANGE, YELLOW]),
            15,
        )
    for spike in range(8):
        x = 280 + spike * 50
        y = 470 - 140 * (1 - ((x - 460) / 220) ** 2) ** 0.5 if abs(x - 460) < 220 else 400
        c.stroke([(x - 20, y), (x, y - 48), (x + 22, y)], rng.choice(BRIGHT), 9)
    wing = [(400, 380), (300, 190), (400, 230), (440, 170), (500, 250), (560, 210), (540, 380)]
    c.hatch(wing, belly, 18)
    c.shape(wing, darker(belly, 0.25), 9)
    c.stroke([(250, 500), (140, 560), (90, 500), (110, 470)], skin, 26)
    for leg in (360, 430, 520, 580):
        c.stroke([(leg, 590), (leg, 668), (leg + 30, 670)], skin, 22)
    _grass(c, 684)


family_drawing = _drawn(_family)
house_drawing = _drawn(_house)
self_portrait = _drawn(_self)
street_map = _drawn(_street)
bike_drawing = _drawn(_bike)
dragon_drawing = _drawn(_dragon)
