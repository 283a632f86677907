"""What several photos share: colours, a room out of focus, a table, a shadow."""

from kindportfolio.demo.art.canvas import HEIGHT, WIDTH, Canvas, Pen, darker, lighter, mix, rgb

SKINS = [rgb(code) for code in ("#f6d3b3", "#e5b58c", "#c68a5c", "#8f5d3b", "#6b432a")]
BRIGHT = [rgb(code) for code in ("#c9412f", "#e7a92b", "#2d69b3", "#e5822b", "#2b7d70", "#7a4a99")]


def room(canvas: Canvas) -> None:
    """A classroom or a living room out of focus, with a wooden table in front."""
    rng = canvas.rng
    wall = rng.choice([rgb("#d9d6cb"), rgb("#cfd8d4"), rgb("#e2d3bd"), rgb("#c9d3de")])
    canvas.gradient([lighter(wall, 0.2), wall, darker(wall, 0.12)])
    left = rng.choice([True, False])
    window, shelf = (90, 640) if left else (560, 80)

    def behind(pen: Pen) -> None:
        pen.box(window, 20, window + 300, 330, rgb("#f2f7f7"))
        pen.box(window + 143, 20, window + 157, 330, wall)
        for _ in range(5):
            green = mix(rgb("#6d9a5b"), rgb("#a8c48b"), rng.random())
            pen.dot(
                window + rng.uniform(10, 290), rng.uniform(270, 340), rng.uniform(26, 60), green
            )
        wood = rgb("#8a5a40")
        pen.box(shelf, 130, shelf + 290, 470, wood)
        for row in (150, 300):
            x = shelf + 16.0
            while x < shelf + 260:
                wide, tall = rng.uniform(12, 30), rng.uniform(80, 126)
                pen.box(x, row + 128 - tall, x + wide, row + 128, rng.choice(BRIGHT))
                x += wide + rng.choice([2, 2, 24])

    canvas.paint(behind)
    canvas.defocus(30)
    table(canvas)


def table(canvas: Canvas, top: int = 480) -> None:
    rng = canvas.rng
    wood = rng.choice([rgb("#c08c57"), rgb("#d3a878"), rgb("#a8744a"), rgb("#dcc7a6")])
    canvas.gradient([lighter(wood, 0.14), wood, darker(wood, 0.3)], top)
    canvas.streaks(darker(wood, 0.4), (5, 90), 90, lambda pen: pen.box(0, top, WIDTH, HEIGHT, 255))
    canvas.soft(lambda pen: pen.box(0, top - 2, WIDTH, top + 10, 120), darker(wood, 0.5), 12)


def shadow(canvas: Canvas, x: float, y: float, rx: float, ry: float = 22) -> None:
    canvas.soft(lambda pen: pen.oval(x, y, rx, ry, 170), rgb("#2c1a10"), 22)
