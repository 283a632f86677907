"""Who can sign in at the demo, and with what.

Secrets follow from the installation's own secret, so every installation has others, and they
can be shown again without being kept.
"""

import hmac
from dataclasses import asdict, dataclass
from hashlib import sha256
from random import Random

from kindportfolio.accounts.people import sort_name
from kindportfolio.accounts.pictures import LENGTH, PICTURES
from kindportfolio.core.config import Settings
from kindportfolio.demo.names import PersonName
from kindportfolio.demo.plan import SchoolPlan, Seat, guardians_to_show, seats

WORDS = (
    *("appel", "anker", "beker", "boom", "brug", "cactus", "dakpan", "egel"),
    *("fluit", "gieter", "hamer", "ijsbeer", "jas", "kapstok", "kiwi", "lamp"),
    *("lepel", "mand", "molen", "noot", "olifant", "paraplu", "pinda", "potlood"),
    *("regen", "rugzak", "schelp", "schaar", "sok", "spiegel", "step", "tafel"),
    *("tent", "trompet", "uil", "vlieger", "wafel", "wolk", "zebra", "zeep"),
    "zolder",
)


@dataclass(frozen=True)
class DemoSignIn:
    """One line of the list: an adult has an e-mail and a password, a child a group and a secret.

    ``pictures``: three names in order, or none for a child that types its ``password``.
    """

    role: str
    name: str
    school: str
    email: str | None = None
    password: str | None = None
    group: str | None = None
    pictures: tuple[str, ...] | None = None

    def as_json(self) -> dict[str, object]:
        """Only what this person needs."""
        return {name: value for name, value in asdict(self).items() if value is not None}


class Secrets:
    """The secrets of one installation's demo."""

    def __init__(self, settings: Settings) -> None:
        self._key = settings.secret_keys[-1].encode()

    def pictures(self, who: str) -> tuple[str, ...]:
        """Three different pictures in order."""
        return tuple(self._random("pictures", who).sample(list(PICTURES), LENGTH))

    def password(self, who: str) -> str:
        """Four words and two digits."""
        random = self._random("password", who)
        return "-".join([*random.sample(WORDS, 4), str(random.randint(10, 99))])

    def phrase(self, who: str) -> str:
        """Three words, for a child that types."""
        return " ".join(self._random("phrase", who).sample(WORDS, 3))

    def _random(self, use: str, who: str) -> Random:
        seed = hmac.new(self._key, f"demo:{use}:{who}".encode(), sha256).digest()
        return Random(seed)  # noqa: S311 - the seed is secret, the demo is not.


def email_of(name: PersonName, plan: SchoolPlan) -> str:
    """The address of an adult: first name, dot, last name."""
    return f"{_plain(name.first)}.{_plain(name.last)}@{plan.mail}"


def _plain(name: str) -> str:
    return "".join(sign for sign in sort_name(name, "") if sign.isascii() and sign.isalnum())


def of_school(plan: SchoolPlan, settings: Settings) -> list[DemoSignIn]:
    """Everybody who can sign in at one demo school: staff, some guardians, all children."""
    kept, taken = Secrets(settings), seats(plan)

    def adult(role: str, name: PersonName, group: str | None = None) -> DemoSignIn:
        email = email_of(name, plan)
        return DemoSignIn(role, name.full, plan.name, email, kept.password(email), group)

    return [
        *(
            adult("teacher", teacher.name, group.name)
            for group in plan.groups
            for teacher in group.teachers
        ),
        *(adult(role, teacher.name) for role, teacher in plan.staff.items()),
        *(adult(role, one.name) for role, one in guardians_to_show(taken).items()),
        *(_child(seat, plan, kept) for seat in taken),
    ]


def _child(seat: Seat, plan: SchoolPlan, kept: Secrets) -> DemoSignIn:
    name, types = seat.child.name, seat.group.types_password
    return DemoSignIn(
        "child",
        name.first,
        plan.name,
        password=kept.phrase(name.full) if types else None,
        group=seat.group.name,
        pictures=None if types else kept.pictures(name.full),
    )
