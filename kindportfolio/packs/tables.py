"""A table of a pack file, read field by field; whatever is wrong is named by its field."""

import re
from collections.abc import Mapping
from typing import Any

from kindportfolio.core.text import gettext as _

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NOT_PLAIN = re.compile(r"[<>\x00-\x08\x0b-\x1f\x7f]|://|www\.")

TITLE = 60
TEXT = 600


class BadPack(ValueError):
    """A pack that cannot be used. ``field`` says where, as in ``question.wie-ben-ik.title``."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


class Table:
    """One table of the file. Ask for every field it may have, then call :meth:`done`."""

    def __init__(self, fields: object, where: str = "") -> None:
        if not isinstance(fields, Mapping):
            raise BadPack(where, _("moet een tabel zijn"))
        self._left: dict[str, Any] = dict(fields)
        self.where = where

    def named(self, field: str) -> str:
        return f"{self.where}.{field}" if self.where else field

    def text(self, field: str, most: int = TEXT) -> str:
        found = self._left.pop(field, None)
        if not isinstance(found, str) or not found.strip():
            raise BadPack(self.named(field), _("ontbreekt of is leeg"))
        return _plain(self.named(field), found, most)

    def text_or(self, field: str, otherwise: str, most: int = TEXT) -> str:
        return self.text(field, most) if field in self._left else otherwise

    def key(self, field: str = "key") -> str:
        found = self.text(field, TITLE)
        if not KEY.fullmatch(found):
            raise BadPack(
                self.named(field), _("mag alleen kleine letters, cijfers en streepjes zijn")
            )
        return found

    def match(self, field: str, pattern: str, example: str) -> str:
        found = self.text(field, TITLE)
        if not re.fullmatch(pattern, found):
            raise BadPack(self.named(field), _("moet eruitzien als %(example)s", example=example))
        return found

    def number(self, field: str, low: int, high: int) -> int:
        found = self._left.pop(field, None)
        if type(found) is not int or not low <= found <= high:
            raise BadPack(
                self.named(field),
                _("moet een getal van %(low)s tot en met %(high)s zijn", low=low, high=high),
            )
        return found

    def year_levels(self) -> frozenset[int]:
        """The groups 1 to 8 it is meant for; all of them when not said."""
        found = self._left.pop("year_levels", list(range(1, 9)))
        if (
            not isinstance(found, list)
            or not found
            or not all(type(one) is int and 1 <= one <= 8 for one in found)
        ):
            raise BadPack(self.named("year_levels"), _("noemt alleen groepen van 1 tot en met 8"))
        return frozenset(found)

    def yes(self, field: str) -> bool:
        found = self._left.pop(field, False)
        if not isinstance(found, bool):
            raise BadPack(self.named(field), _("moet true of false zijn"))
        return found

    def texts(self, field: str, most: int) -> tuple[str, ...]:
        found = self._left.pop(field, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise BadPack(self.named(field), _("moet een lijst van teksten zijn"))
        return tuple(_plain(f"{self.named(field)}.{nr}", one, most) for nr, one in enumerate(found))

    def table(self, field: str) -> "Table":
        return Table(self._left.pop(field, {}), self.named(field))

    def tables(self, field: str) -> "list[Table]":
        """The tables under ``field``, each named by its own key."""
        found = self._left.pop(field, [])
        if not isinstance(found, list):
            raise BadPack(self.named(field), _("moet een lijst van tabellen zijn"))
        return [
            Table(one, f"{self.named(field)}.{_label(one, nr)}") for nr, one in enumerate(found)
        ]

    def done(self) -> None:
        if self._left:
            raise BadPack(self.named(min(self._left)), _("hoort hier niet"))


def _label(fields: object, number: int) -> str:
    key = fields.get("key") if isinstance(fields, Mapping) else None
    return key if isinstance(key, str) else str(number)


def _plain(where: str, text: str, most: int) -> str:
    text = text.strip()
    if not text:
        raise BadPack(where, _("is leeg"))
    if len(text) > most:
        raise BadPack(where, _("is langer dan %(most)s tekens", most=most))
    if NOT_PLAIN.search(text):
        raise BadPack(where, _("mag alleen gewone tekst zijn, zonder opmaak of adres"))
    return text
