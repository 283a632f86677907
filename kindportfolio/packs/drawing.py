"""Drawings of a pack: SVG that holds shapes and colours, and nothing that acts or fetches."""

import re
from xml.etree import ElementTree

from kindportfolio.core.text import gettext as _
from kindportfolio.packs.tables import BadPack

LARGEST = 64 * 1024
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
GEOMETRY = {
    "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width", "height",
    "d", "points", "transform", "viewBox",
}  # fmt: skip
PAINT = {
    "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray",
    "opacity", "fill-rule",
}  # fmt: skip
VALUE = re.compile(r"[#A-Za-z0-9 .,()+\-\n]*")


def check_drawing(data: bytes, field: str) -> None:
    """:raises BadPack: not SVG, too large, or more than shapes with plain colours."""
    if len(data) > LARGEST:
        raise BadPack(field, _("is groter dan %(size)s kB", size=LARGEST // 1024))
    if b"<!" in data or b"<?" in data:
        # No entities, comments or instructions: this also makes the parser below safe.
        raise BadPack(field, _("mag alleen vormen bevatten"))
    try:
        root = ElementTree.fromstring(data)  # noqa: S314
    except (ElementTree.ParseError, ValueError) as fault:
        raise BadPack(field, _("is geen leesbare SVG")) from fault
    if root.tag != f"{SVG}svg":
        raise BadPack(field, _("is geen leesbare SVG"))
    for element in root.iter():
        _check(element, field)


def _check(element: ElementTree.Element, field: str) -> None:
    name = element.tag.removeprefix(SVG)
    if name not in SHAPES or (element.text or "").strip() or (element.tail or "").strip():
        raise BadPack(field, _("mag geen %(name)s bevatten, alleen vormen", name=name))
    for attribute, value in element.attrib.items():
        if attribute not in GEOMETRY | PAINT:
            raise BadPack(field, _("mag geen %(name)s bevatten, alleen vormen", name=attribute))
        if not VALUE.fullmatch(value) or "url" in value.lower():
            raise BadPack(field, _("heeft een vreemde waarde bij %(name)s", name=attribute))
