"""Making people known to a school."""

import unicodedata

from kindportfolio.accounts.models import Login, Person
from kindportfolio.accounts.passwords import hash_secret
from kindportfolio.accounts.words import as_secret
from kindportfolio.core import clock
from kindportfolio.core.db import db


def sort_name(first_name: str, last_name: str) -> str:
    """What lists are ordered by: the name without accents and capitals, the prefix left out."""
    plain = unicodedata.normalize("NFKD", f"{first_name} {last_name}").casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))[:180]


def add_person(
    first_name: str,
    last_name: str,
    *,
    prefix: str = "",
    called: str = "",
    face: str = "vos",
    is_child: bool = False,
) -> Person:
    """A new person of the school entered."""
    person = Person(
        first_name=first_name,
        prefix=prefix,
        last_name=last_name,
        called=called,
        sort_name=sort_name(first_name, last_name),
        face=face,
        is_child=is_child,
    )
    db.session.add(person)
    return person


def give_login(person: Person, way: str, secret: str, email: str | None = None) -> Login:
    """Let this person sign in with pictures or a password.

    :param way: "pictures" or "password".
    :param secret: in plain, the pictures joined by a dash; only its hash is kept.
    """
    if person.is_child:
        secret = as_secret(secret)
    login = Login(
        person=person,
        email=email.strip().lower() if email else None,
        way=way,
        secret_hash=hash_secret(secret),
        changed_at=clock.now(),
    )
    db.session.add(login)
    return login
