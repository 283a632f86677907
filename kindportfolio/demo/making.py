"""Making the demo whole: people, books, pictures on their real road, and the list of sign-ins."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from itertools import count

from flask import Flask, current_app

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.models import Book
from kindportfolio.core.config import Settings
from kindportfolio.core.db import db
from kindportfolio.demo.building import Builder, Built, exists
from kindportfolio.demo.filling import Filler
from kindportfolio.demo.pictures import Kind, Picture, picture
from kindportfolio.demo.plan import SCHOOLS, WINDOW_LEVEL, SchoolPlan
from kindportfolio.demo.reporting import Reporter
from kindportfolio.demo.signins import DemoSignIn, of_school
from kindportfolio.media.actions import receive_photo
from kindportfolio.media.models import MediaAsset
from kindportfolio.media.refusals import PHOTO_BYTES
from kindportfolio.media.storage import quarantine

Say = Callable[[str], None]

VARIANTS = 3
PROCESSES = 2


def make(app: Flask, say: Say) -> bool:
    """Build every demo school that is not there yet, each in one transaction.

    :returns: whether anything was built; then its pictures wait for the worker.
    """
    with app.app_context():
        missing = [plan for plan in SCHOOLS if not exists(plan)]
    if not missing:
        say("The demo schools are there already; nothing was changed.")
        return False
    say("Painting the photos and drawings of the demo ...")
    wanted = [(kind, seed) for kind in Kind for seed in range(VARIANTS)]
    with ProcessPoolExecutor(PROCESSES) as painters:
        painted = dict(zip(wanted, painters.map(_paint, wanted, chunksize=4), strict=True))
    for plan in missing:
        say(f"Building {plan.name} ...")
        with app.app_context():
            _school(plan, painted)
            db.session.commit()
    return True


def _paint(wanted: tuple[Kind, int]) -> Picture:
    return picture(*wanted)


def _school(plan: SchoolPlan, painted: dict[tuple[Kind, int], Picture]) -> None:
    builder = Builder(plan, current_app.config["SETTINGS"])
    built = builder.build()
    album = _Album(built, painted)
    filler = Filler(built, album.picture)
    filler.captions = album.captions
    filler.fill()
    db.session.add_all(filler.visits())
    Reporter(built).write()
    this_year = [one for one in built.groups if one.year is built.groups[-1].year]
    for one in this_year:
        if WINDOW_LEVEL in one.plan.levels:
            builder.open_window(one)


class _Album:
    """The pictures of one school: each sent in once, as by a child, then used in its books."""

    def __init__(self, built: Built, painted: dict[tuple[Kind, int], Picture]) -> None:
        self._built = built
        self._painted = painted
        self._assets: dict[tuple[Kind, int], MediaAsset] = {}
        self._turn = count()
        self._variants = VARIANTS if built.plan.years_back else 1
        self.captions: dict[int, str] = {}

    def picture(self, kind: str, book: Book) -> MediaAsset:
        wanted = (Kind(kind), next(self._turn) % self._variants)
        if wanted not in self._assets:
            self._assets[wanted] = self._sent_in(self._painted[wanted], book)
        return self._assets[wanted]

    def _sent_in(self, made: Picture, book: Book) -> MediaAsset:
        received = quarantine().receive(
            BytesIO(made.jpeg), PHOTO_BYTES, self._built.school.public_id
        )
        child = Viewer(book.child_id, self._built.school.id, name="", face="", is_child=True)
        asset = receive_photo(received, owner_id=book.child_id, by=child)
        self.captions[asset.id] = made.alt
        return asset


def sign_ins(app: Flask) -> list[DemoSignIn]:
    """Who can sign in at the demo schools of this installation, and with what."""
    settings: Settings = app.config["SETTINGS"]
    with app.app_context():
        found: list[DemoSignIn] = []
        for plan in SCHOOLS:
            if exists(plan):
                found += of_school(plan, settings)
        db.session.rollback()
    return found
