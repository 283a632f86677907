"""Photos from outside: the garden, the street, the field, the beach."""

from math import cos, radians, sin, tau
from random import Random

from kindportfolio.demo.art.canvas import (
    Canvas,
    Colour,
    Painting,
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


def sunflower(canvas: Canvas) -> None:
    rng = canvas.rng
    canvas.gradient([rgb("#9cc3dd"), rgb("#cfe0dc"), rgb("#a9c487"), rgb("#55793c")])
    roof = rng.uniform(120, 800)

    def garden(pen: Pen) -> None:
        for _ in range(26):
            green = mix(rgb("#3f6b33"), rgb("#8fb35a"), rng.random())
            pen.dot(rng.uniform(0, 1000), rng.uniform(360, 760), rng.uniform(50, 130), green)
        wall = rng.choice([rgb("#a8543f"), rgb("#c9b391"), rgb("#8a4a3d")])
        pen.box(roof, 250, roof + 170, 420, wall)
        pen.poly([(roof - 20, 255), (roof + 85, 150), (roof + 190, 255)], darker(wall, 0.35))

    canvas.paint(garden)
    canvas.defocus(34)
    canvas.soft(lambda pen: pen.dot(rng.choice([150, 850]), 60, 160, 150), rgb("#fff2c9"), 90)
    small = [(rng.uniform(80, 300), rng.uniform(330, 480), rng.uniform(70, 100))]
    small.append((rng.uniform(720, 920), rng.uniform(300, 470), rng.uniform(70, 110)))
    canvas.paint_each(_sunflower(rng, *at) for at in small[: rng.randint(0, 2)])
    canvas.defocus(7)
    x, y, r = rng.uniform(420, 580), rng.uniform(270, 330), rng.uniform(190, 240)
    canvas.paint(_sunflower(rng, x, y, r))
    canvas.soft(
        lambda pen: pen.dot(x + 40, y + 50, r * 0.6, 110),
        rgb("#3a2408"),
        50,
        lambda pen: pen.dot(x, y, r * 0.9, 255),
    )


def _sunflower(rng: Random, x: float, y: float, r: float) -> Painting:
    def flower(pen: Pen) -> None:
        stem = rgb("#4f7d35")
        bend = rng.uniform(-50, 50)
        pen.line([(x, y), (x + bend * 0.4, y + 180), (x + bend, 780)], stem, r * 0.13)
        for side, low in ((-1, 0.95), (1, 1.35)):
            leaf = (x + bend * 0.4, y + r * low)
            pen.petal(leaf, 90 - side * 68, r * 0.85, r * 0.4, rgb("#5f9140"))
            pen.line([leaf, (leaf[0] + side * r * 0.6, leaf[1] + r * 0.24)], rgb("#7fae58"), 3)
        yellow = mix(rgb("#f2b51d"), rgb("#f7cf4a"), rng.random())
        turn = rng.uniform(0, 20)
        for ring, (reach, shade) in enumerate(((1.0, 0.16), (0.93, 0.0))):
            for step in range(20):
                degrees = step * 18 + ring * 9 + turn + rng.uniform(-3, 3)
                colour = mix(yellow, rgb("#d98b12"), shade + rng.uniform(0, 0.14))
                pen.petal((x, y), degrees, r * reach * rng.uniform(0.94, 1.05), r * 0.27, colour)
        pen.dot(x, y, r * 0.46, rgb("#6b4020"))
        pen.dot(x, y, r * 0.3, rgb("#482a16"))
        for step in range(150):
            reach = r * 0.44 * (step / 150) ** 0.5
            spot = (x + reach * cos(step * 2.4), y + reach * sin(step * 2.4))
            pen.dot(*spot, r * 0.013, mix(rgb("#2f1a0d"), rgb("#a86e2d"), step / 150))

    return flower


def bicycle(canvas: Canvas) -> None:
    rng = canvas.rng
    brick = rng.choice([rgb("#a4604a"), rgb("#8f5544"), rgb("#b58a6a"), rgb("#7d6a63")])
    canvas.gradient([lighter(brick, 0.32), lighter(brick, 0.24)], 0, 560)

    def wall(pen: Pen) -> None:
        for row in range(16):
            for column in range(-1, 12):
                x = column * 92 + (row % 2) * 46
                shade = mix(brick, rgb("#5b3a30"), rng.random() * 0.35)
                pen.box(x + 3, row * 36 + 3, x + 89, row * 36 + 33, shade, 2)

    canvas.paint(wall)
    canvas.defocus(5)
    stone = rng.choice([rgb("#a9a59c"), rgb("#bdb3a2"), rgb("#8f9498")])
    canvas.gradient([darker(stone, 0.2), stone, lighter(stone, 0.14)], 556)

    def paving(pen: Pen) -> None:
        for row in range(5):
            low = 556 + row * row * 9 + row * 14
            pen.line([(0, low), (1000, low)], darker(stone, 0.22), 2.5)
            for column in range(-4, 16):
                x = 500 + (column - 6 + row % 2 / 2) * (100 + row * 26)
                pen.line([(x, low), (x * 1.06 - 30, low + 14 + row * 18)], darker(stone, 0.2), 2)

    canvas.paint(paving)
    canvas.defocus(3)
    paint, x = rng.choice(BRIGHT), rng.uniform(-40, 40)
    r = rng.uniform(128, 146)
    back, front, low = (500 - 205 + x, 522.0), (500 + 205 + x, 522.0), 522 + r
    crank, seat, head = (470 + x, 530.0), (430 + x, 330.0), (650 + x, 318.0)
    canvas.soft(lambda pen: pen.oval(520 + x, low + 2, 380, 20, 180), rgb("#2a2420"), 18)

    def wheel(pen: Pen, at: Point) -> None:
        for spoke in range(18):
            turn = spoke * tau / 18
            pen.line([at, (at[0] + r * cos(turn), at[1] + r * sin(turn))], rgb("#c9ccd0"), 1.5)
        pen.ring(*at, r, rgb("#22222a"), 15)
        pen.ring(*at, r - 15, rgb("#c2c5c9"), 6)
        pen.dot(*at, 11, rgb("#56585f"))

    def bike(pen: Pen) -> None:
        wheel(pen, back)
        wheel(pen, front)
        dark = darker(paint, 0.35)
        for tube in ((seat, head), (crank, head), (seat, crank), (back, crank), (seat, back)):
            pen.line([(a, b + 4) for a, b in tube], dark, 15)
            pen.line(tube, paint, 13)
        pen.line([head, front], dark, 13)
        pen.line([head, (642 + x, 268)], rgb("#a9adb3"), 11)
        pen.line([(642 + x, 268), (690 + x, 246), (706 + x, 262)], rgb("#8e9299"), 10)
        pen.line([(690 + x, 246), (712 + x, 266)], rgb("#26262c"), 17)
        pen.line([seat, (422 + x, 296)], rgb("#a9adb3"), 10)
        pen.poly([(366 + x, 276), (474 + x, 282), (478 + x, 296), (380 + x, 302)], rgb("#2a2520"))
        pen.ring(*crank, 32, rgb("#55575e"), 9)
        pen.line([crank, (504 + x, 576)], rgb("#77797f"), 9)
        pen.box(488 + x, 572, 532 + x, 584, rgb("#26262c"), 3)
        pen.dot(668 + x, 250, 13, rgb("#d9dcdf"))
        if rng.random() < 0.5:
            _basket(pen, 656 + x, 282)

    canvas.paint(bike)
    canvas.soft(
        lambda pen: pen.poly([(0, 0), (420, 0), (80, 750), (0, 750)], 70), rgb("#fff0cf"), 80
    )


def _basket(pen: Pen, x: float, y: float) -> None:
    pen.poly([(x, y), (x + 110, y), (x + 96, y + 84), (x + 14, y + 84)], rgb("#b5834c"))
    for row in range(6):
        pen.line([(x + 4, y + row * 15), (x + 106 - row, y + row * 15)], rgb("#8a5f34"), 3)
    for column in range(8):
        pen.line([(x + column * 15, y), (x + 14 + column * 11.5, y + 84)], rgb("#cda06a"), 3)


def lantern(canvas: Canvas) -> None:
    rng = canvas.rng
    night = rng.choice([rgb("#1a2038"), rgb("#232038"), rgb("#182a36")])
    canvas.gradient([darker(night, 0.4), night, lighter(night, 0.08)])

    def street(pen: Pen) -> None:
        for _ in range(9):
            x = rng.uniform(0, 1000)
            pen.box(
                x,
                rng.uniform(120, 280),
                x + rng.uniform(110, 230),
                560,
                darker(night, rng.random() * 0.4),
            )
        for _ in range(12):
            x, y = rng.uniform(20, 980), rng.uniform(240, 470)
            pen.box(x, y, x + 44, y + 56, mix(rgb("#e3a64a"), rgb("#f4d59a"), rng.random()))
        for _ in range(8):
            pen.dot(
                rng.uniform(0, 1000), rng.uniform(330, 520), rng.uniform(9, 24), rng.choice(BRIGHT)
            )

    canvas.paint(street)
    canvas.defocus(26)
    x, y = rng.uniform(520, 650), rng.uniform(330, 390)
    warm = rng.choice([rgb("#f2932e"), rgb("#eeb13c"), rgb("#e5703a"), rgb("#d96a8e")])
    canvas.soft(lambda pen: pen.dot(x, y, 250, 170), mix(warm, night, 0.25), 110)
    coat, skin, cap = (
        darker(rng.choice(BRIGHT), 0.55),
        mix(rng.choice(SKINS), warm, 0.3),
        rng.choice(BRIGHT),
    )
    kx = x - rng.uniform(210, 260)

    def child(pen: Pen) -> None:
        pen.oval(kx, 770, 150, 250, coat)
        pen.line([(kx + 30, 610), (kx + 100, 470), (x - 110, y - 210)], darker(coat, 0.1), 44)
        pen.dot(x - 112, y - 206, 24, skin)
        pen.line([(x - 150, y - 246), (x, y - 158)], rgb("#7a5636"), 9)
        pen.line([(x, y - 158), (x, y - 116)], rgb("#3a2a20"), 3)
        pen.oval(kx + 16, 470, 70, 78, skin)
        pen.poly([*oval_points(kx + 12, 452, 76, 76)[13:], (kx + 90, 452)], cap)
        pen.box(kx - 66, 440, kx + 92, 464, darker(cap, 0.25), 10)
        pen.dot(kx + 10, 386, 18, lighter(cap, 0.25))
        pen.oval(kx + 42, 480, 6, 8, rgb("#2a1a16"))
        pen.line([(kx + 40, 514), (kx + 58, 516), (kx + 70, 508)], rgb("#7d2b26"), 5)

    canvas.paint(child)
    canvas.soft(lambda pen: pen.oval(kx - 60, 560, 90, 330, 190), darker(night, 0.5), 50)

    def light(pen: Pen) -> None:
        if rng.random() < 0.5:
            pen.poly(
                [(x - 92, y - 104), (x + 92, y - 104), (x + 122, y + 120), (x - 122, y + 120)], warm
            )
        else:
            pen.dot(x, y, 128, warm)
            for fold in (-82, -42, 0, 42, 82):
                pen.line(
                    [(x + fold, y - 116), (x + fold * 1.35, y), (x + fold, y + 116)],
                    darker(warm, 0.14),
                    3,
                )
        for _ in range(rng.randint(3, 5)):
            at = (x + rng.uniform(-62, 62), y + rng.uniform(-60, 70))
            size, sides = rng.uniform(20, 38), rng.choice([3, 4, 5, 24])
            pen.poly(
                turned(oval_points(*at, size, size, sides), at, rng.uniform(0, 90)),
                rng.choice(BRIGHT),
            )
        pen.box(x - 100, y - 120, x + 100, y - 104, rgb("#2a1d18"), 5)
        pen.box(x - 112, y + 116, x + 112, y + 130, rgb("#2a1d18"), 5)

    canvas.paint(light)
    canvas.soft(lambda pen: pen.dot(x, y + 10, 70, 190), rgb("#ffe9b0"), 60)


def football(canvas: Canvas) -> None:
    rng = canvas.rng
    sky = rng.choice([rgb("#a9cbe3"), rgb("#c4ccd3"), rgb("#dfc9b0")])
    canvas.gradient([sky, lighter(sky, 0.4)], 0, 330)
    canvas.gradient([rgb("#6f9a4a"), rgb("#548a3b"), rgb("#3f7430")], 300)
    goal = rng.uniform(180, 420)

    def field(pen: Pen) -> None:
        for _ in range(34):
            x, r = rng.uniform(-20, 1020), rng.uniform(36, 74)
            pen.dot(x, 300 - r * 0.3, r, mix(rgb("#2f5a30"), rgb("#6d8f45"), rng.random()))
        pen.box(0, 306, 1000, 330, rgb("#6f9a4a"))
        for stripe in range(0, 7, 2):
            far, near = 306 + stripe * stripe * 10, 306 + (stripe + 1) ** 2 * 10
            pen.box(0, far, 1000, near, mix(rgb("#6f9a4a"), rgb("#7fae55"), 0.8))
        pen.line([(0, 372), (1000, 384)], rgb("#e9efe0"), 6)
        for cord in range(17):
            pen.line([(goal + cord * 20, 180), (goal + 10 + cord * 19, 362)], rgb("#dfe6ea"), 1.4)
        for cord in range(9):
            pen.line([(goal, 182 + cord * 21), (goal + 330, 182 + cord * 21)], rgb("#dfe6ea"), 1.4)
        pen.line(
            [(goal, 372), (goal, 178), (goal + 330, 178), (goal + 330, 378)], rgb("#f7f8f6"), 10
        )

    canvas.paint(field)
    canvas.defocus(7)
    canvas.streaks(rgb("#2f5f26"), (330, 130), 130, lambda pen: pen.box(0, 400, 1000, 750, 255))
    x, y, r = rng.uniform(560, 720), rng.uniform(520, 580), rng.uniform(94, 124)
    sun = rng.choice([-1, 1])
    canvas.soft(
        lambda pen: pen.oval(x + sun * 70, y + r * 0.9, r * 1.25, 26, 200), rgb("#16300f"), 16
    )
    turn, panel = (
        rng.uniform(0, 72),
        rng.choice([rgb("#23242a"), rgb("#23242a"), rng.choice(BRIGHT)]),
    )

    def ball(pen: Pen) -> None:
        pen.dot(x, y, r, rgb("#f3f3ef"))
        pen.poly(turned(oval_points(x, y, r * 0.34, r * 0.34, 5), (x, y), turn), panel)
        for side in range(5):
            angle = radians(turn + side * 72)
            inner = (x + r * 0.34 * cos(angle), y + r * 0.34 * sin(angle))
            outer = (x + r * 0.7 * cos(angle), y + r * 0.7 * sin(angle))
            pen.line([inner, outer], rgb("#8e9094"), 3)
            edge = (x + r * 0.9 * cos(angle), y + r * 0.9 * sin(angle))
            flat = [
                (edge[0] - r * 0.1, edge[1] - r * 0.28),
                (edge[0] + r * 0.09, edge[1] - r * 0.17),
                (edge[0] + r * 0.09, edge[1] + r * 0.17),
                (edge[0] - r * 0.1, edge[1] + r * 0.28),
                (edge[0] - r * 0.22, edge[1]),
            ]
            pen.poly(turned(flat, edge, turn + side * 72), panel)

    canvas.paint(ball)
    canvas.soft(
        lambda pen: pen.dot(x + sun * r * 0.7, y + r * 0.5, r * 0.8, 170),
        rgb("#20242a"),
        40,
        lambda pen: pen.dot(x, y, r, 255),
    )

    def grass(pen: Pen) -> None:
        for _ in range(260):
            at = (rng.uniform(0, 1000), rng.uniform(640, 760))
            blade = (at[0] + rng.uniform(-12, 12), at[1] - rng.uniform(20, 52))
            pen.line([at, blade], mix(rgb("#2f6324"), rgb("#86b858"), rng.random()), 3)
        for _ in range(60):
            at = (x + rng.uniform(-r, r), y + r * 0.98)
            pen.line(
                [at, (at[0] + rng.uniform(-8, 8), at[1] - rng.uniform(8, 26))], rgb("#4f8a38"), 3
            )

    canvas.paint(grass)


def sandcastle(canvas: Canvas) -> None:
    rng = canvas.rng
    sky = rng.choice([rgb("#8fc0e0"), rgb("#b9cdd9"), rgb("#e0c4a4")])
    canvas.gradient([sky, lighter(sky, 0.45)], 0, 260)
    sea = rng.choice([rgb("#4a8aa8"), rgb("#5b9aa0"), rgb("#3f7698")])
    canvas.gradient([darker(sea, 0.1), lighter(sea, 0.25)], 250, 400)
    canvas.streaks(rgb("#ffffff"), (16, 70), 150, lambda pen: pen.box(0, 300, 1000, 400, 255))
    sand = rng.choice([rgb("#dcbf8d"), rgb("#d2ae78"), rgb("#e3cda3")])
    canvas.gradient([darker(sand, 0.12), sand, lighter(sand, 0.1)], 390)
    canvas.soft(lambda pen: pen.box(0, 384, 1000, 402, 200), rgb("#f7f7f2"), 14)
    canvas.defocus(8)
    canvas.streaks(darker(sand, 0.5), (400, 300), 70, lambda pen: pen.box(0, 420, 1000, 750, 255))
    wet = darker(sand, 0.2)
    x, towers = rng.uniform(440, 560), rng.randint(2, 4)
    shadow(canvas, x + 50, 650, 340, 40)
    spots = [
        (x + (nr - (towers - 1) / 2) * rng.uniform(130, 165), rng.uniform(250, 360))
        for nr in range(towers)
    ]

    slopes = [
        [(at - 82, 610), (at - 62, top - 26), (at + 62, top - 26), (at + 82, 610)]
        for at, top in spots
    ]

    def castle(pen: Pen) -> None:
        pen.oval(x, 640, 360, 84, wet)
        for (at, top), slope in zip(spots, slopes, strict=True):
            pen.poly([slope[0], (at - 62, top), (at + 62, top), slope[3]], mix(wet, sand, 0.25))
            pen.poly(
                [(at + 20, top), (at + 62, top), (at + 82, 610), (at + 34, 610)], darker(wet, 0.14)
            )
            for tooth in range(4):
                left = at - 64 + tooth * 35
                pen.box(left, top - 26, left + 22, top + 4, mix(wet, sand, 0.35))
            pen.box(at - 12, top + 60, at + 12, top + 104, darker(wet, 0.4), 12)

    def treasures(pen: Pen) -> None:
        at, top = rng.choice(spots)
        pen.line([(at, top), (at, top - 120)], rgb("#b59468"), 6)
        pen.poly([(at + 2, top - 120), (at + 74, top - 98), (at + 2, top - 74)], rng.choice(BRIGHT))
        for _ in range(rng.randint(5, 10)):
            shell = (x + rng.uniform(-250, 250), rng.uniform(612, 690))
            pen.oval(*shell, 15, 11, rng.choice([rgb("#f5ece0"), rgb("#e3b9a4"), rgb("#c9b6c2")]))

    def whole(pen: Pen) -> None:
        pen.oval(x, 640, 360, 84, 230)
        for slope in slopes:
            pen.poly(slope, 230)

    canvas.paint(castle)
    canvas.streaks(darker(sand, 0.6), (340, 250), 110, whole)
    canvas.streaks(lighter(sand, 0.4), (300, 220), 90, whole)
    canvas.paint(treasures)
    canvas.paint(lambda pen: _bucket(pen, rng.choice([130, 850]), 690, rng.choice(BRIGHT)))


def _bucket(pen: Pen, x: float, y: float, colour: Colour) -> None:
    pen.ring(x, y - 130, 78, rgb("#eceae4"), 7)
    pen.poly([(x - 80, y - 140), (x + 80, y - 140), (x + 60, y), (x - 60, y)], colour)
    pen.poly(
        [(x - 80, y - 140), (x - 40, y - 140), (x - 32, y), (x - 60, y)], lighter(colour, 0.22)
    )
    pen.oval(x, y - 140, 80, 16, darker(colour, 0.35))
