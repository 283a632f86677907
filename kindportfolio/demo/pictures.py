"""Pictures for the demo school: believable photos and drawings, made from a number.

The same kind and seed always give the same picture. Each comes as a phone or tablet would
send it: large, often on its side, and with the camera and the place in its metadata, so that
the real road for photos has something to put upright and to take out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from random import Random

from PIL import ExifTags, Image, ImageChops, ImageEnhance, ImageOps

from kindportfolio.demo.art import drawings, garden, indoors, living, outdoors
from kindportfolio.demo.art.canvas import HEIGHT, WIDTH, Canvas, rgb

LARGE = 2
QUALITY = 85
# How to lay an upright picture down so that the orientation puts it upright again.
LAID_DOWN = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
MODELS = ("Tablet 3", "Tablet 5 mini", "Telefoon 12", "Telefoon 8")


class Kind(StrEnum):
    SUNFLOWER = "zonnebloem"
    TOWER = "toren"
    SWIMMING = "zwemmen"
    BICYCLE = "fiets"
    LANTERN = "lampion"
    GUINEA_PIG = "cavia"
    COOKIES = "koekjes"
    BRIDGE = "brug"
    FOOTBALL = "voetbal"
    READING_TENT = "leestent"
    VEGETABLES = "moestuin"
    VOLCANO = "vulkaan"
    SANDCASTLE = "zandkasteel"
    SELF_PORTRAIT = "tekening-ik"
    FAMILY_DRAWING = "tekening-familie"
    HOUSE_DRAWING = "tekening-huis"
    STREET_MAP = "tekening-straat"
    BIKE_DRAWING = "tekening-fiets"
    DRAGON_DRAWING = "tekening-draak"


@dataclass(frozen=True)
class Picture:
    """A JPEG as a camera wrote it, with words a child could have given it."""

    jpeg: bytes
    alt: str
    title: str


@dataclass(frozen=True)
class _Scene:
    paint: Callable[[Canvas], None]
    alt: str
    titles: tuple[str, ...]


SCENES = {
    Kind.SUNFLOWER: _Scene(
        outdoors.sunflower,
        "Foto van een grote zonnebloem in een tuin",
        ("De tuin van oma", "Mijn zonnebloem", "Hij is groter dan ik", "In de tuin"),
    ),
    Kind.TOWER: _Scene(
        indoors.tower,
        "Foto van een toren van blokken op een tafel",
        ("Mijn hoge toren", "Zo hoog!", "De toren", "Hij viel niet om"),
    ),
    Kind.SWIMMING: _Scene(
        living.swimming,
        "Foto van een kind met badmuts en zwembril in het zwembad",
        ("Ik zwem!", "In het diepe", "Zwemles", "Mijn eerste baantje"),
    ),
    Kind.BICYCLE: _Scene(
        outdoors.bicycle,
        "Foto van een fiets tegen een muur van steen",
        ("Mijn fiets", "Zonder handen", "Zelf geplakt", "Op de fiets naar school"),
    ),
    Kind.LANTERN: _Scene(
        outdoors.lantern,
        "Foto van een kind met een lampion in het donker",
        ("Sint-Maarten", "Mijn lampion", "In het donker", "Het licht"),
    ),
    Kind.GUINEA_PIG: _Scene(
        living.guinea_pig,
        "Foto van een cavia in het stro",
        ("Onze cavia", "Pluis", "Ik zorg voor hem", "Knabbel eet"),
    ),
    Kind.COOKIES: _Scene(
        living.cookies,
        "Foto van een bakplaat met versierde koekjes",
        ("Koekjes bakken", "Zelf gebakken", "Voor de hele klas", "Ze zijn al bijna op"),
    ),
    Kind.BRIDGE: _Scene(
        indoors.bridge,
        "Foto van een zelfgemaakte brug tussen twee stapels boeken",
        ("De brug houdt het", "Een brug van karton", "Mijn beste brug", "Driehoeken zijn sterk"),
    ),
    Kind.FOOTBALL: _Scene(
        outdoors.football,
        "Foto van een bal op het gras voor een doel",
        ("Op het veld", "De bal", "Mijn training", "Bijna raak"),
    ),
    Kind.READING_TENT: _Scene(
        indoors.reading_tent,
        "Foto van een leestent met kussens, een boek en lampjes",
        ("De leestent", "Mijn leesplek", "Stil lezen", "Hier lees ik het best"),
    ),
    Kind.VEGETABLES: _Scene(
        garden.vegetables,
        "Foto van een moestuin met rijen groente",
        ("Onze moestuin", "Zelf gezaaid", "Het groeit!", "De schooltuin"),
    ),
    Kind.VOLCANO: _Scene(
        indoors.volcano,
        "Foto van een zelfgemaakte vulkaan waar rood schuim uit komt",
        ("De vulkaan", "Hij spuit!", "Onze proef", "Azijn en soda"),
    ),
    Kind.SANDCASTLE: _Scene(
        outdoors.sandcastle,
        "Foto van een zandkasteel op het strand",
        ("Mijn kasteel", "Op het strand", "Nog net voor de vloed", "Een kasteel van zand"),
    ),
    Kind.SELF_PORTRAIT: _Scene(
        drawings.self_portrait,
        "Tekening van een gezicht met haar, ogen en een lach",
        ("Dit ben ik", "Mijn gezicht", "Ik in de spiegel", "Zo zie ik eruit"),
    ),
    Kind.FAMILY_DRAWING: _Scene(
        drawings.family_drawing,
        "Tekening van een gezin met een huisdier",
        ("Wij", "Mijn familie", "Wij allemaal", "Thuis"),
    ),
    Kind.HOUSE_DRAWING: _Scene(
        drawings.house_drawing,
        "Tekening van een huis met een boom en de zon",
        ("Mijn huis", "Hier woon ik", "Ons huis", "Het huis met de boom"),
    ),
    Kind.STREET_MAP: _Scene(
        drawings.street_map,
        "Tekening van een plattegrond met huizen, een vijver en een rode route",
        ("Mijn straat", "Zo loop ik naar school", "De kaart", "Mijn route"),
    ),
    Kind.BIKE_DRAWING: _Scene(
        drawings.bike_drawing,
        "Tekening van een fiets in het gras",
        ("Mijn fiets", "Fietsen", "De snelste fiets"),
    ),
    Kind.DRAGON_DRAWING: _Scene(
        drawings.dragon_drawing,
        "Tekening van een draak die vuur spuwt",
        ("Een draak", "De vuurdraak", "Mijn draak heet Bo"),
    ),
}
DRAWINGS = frozenset(kind for kind in Kind if kind.startswith("tekening"))


def picture(kind: str, seed: int) -> Picture:
    """:raises ValueError: no such kind; ``Kind`` lists them."""
    kind = Kind(kind)
    scene = SCENES[kind]
    rng = Random(f"{kind}-{seed}")  # noqa: S311 - a picture, not a secret
    canvas = Canvas(rng)
    scene.paint(canvas)
    image = _developed(canvas, kind in DRAWINGS)
    return Picture(_written(image, rng), scene.alt, rng.choice(scene.titles))


def _developed(canvas: Canvas, drawn: bool) -> Image.Image:
    """What a lens and a sensor do: light from one side, darker corners, a little grain."""
    rng, image = canvas.rng, canvas.image
    if rng.random() < 0.5:
        image = ImageOps.mirror(image)
    zoom = rng.uniform(0, 0.02 if drawn else 0.06)
    left, top = rng.uniform(0, zoom) * WIDTH, rng.uniform(0, zoom) * HEIGHT
    box = (left, top, left + WIDTH * (1 - zoom), top + HEIGHT * (1 - zoom))
    warm = rng.uniform(-0.05, 0.015 if drawn else 0.06)
    image = ImageChops.multiply(
        image,
        Image.new("RGB", image.size, (255, 250, round(246 - 255 * max(0.0, warm)))),
    )
    image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.96, 1.07))
    image = ImageEnhance.Contrast(image).enhance(rng.uniform(0.94, 1.05))
    corners = Image.radial_gradient("L").resize(image.size, Image.Resampling.BILINEAR)
    strength = rng.uniform(0.1, 0.2) if drawn else rng.uniform(0.35, 0.6)
    corners = corners.point([round(max(0, level - 90) * strength) for level in range(256)])
    image.paste(rgb("#1a1420"), mask=corners)
    grain = canvas.noise(WIDTH, HEIGHT).point([level * 14 // 255 for level in range(256)])
    image = ImageChops.add(image, Image.merge("RGB", (grain, grain, grain)), offset=-7)
    return image.resize((WIDTH * LARGE, HEIGHT * LARGE), Image.Resampling.BICUBIC, box)


def _written(image: Image.Image, rng: Random) -> bytes:
    orientation = rng.choice([1, 1, 1, 3, 6, 8])
    if orientation in LAID_DOWN:
        image = image.transpose(LAID_DOWN[orientation])
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, exif=_camera(orientation, rng))
    return out.getvalue()


def _camera(orientation: int, rng: Random) -> Image.Exif:
    """An invented camera, somewhere on the open North Sea."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Voorbeeld"
    exif[ExifTags.Base.Model] = rng.choice(MODELS)
    exif[ExifTags.Base.DateTime] = f"2026:{rng.randint(1, 12):02}:{rng.randint(1, 28):02} 10:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (54.0, float(rng.randint(0, 59)), 0.0),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: (4.0, float(rng.randint(0, 59)), 0.0),
        }
    )
    return exif
