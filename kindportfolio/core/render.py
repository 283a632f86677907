"""Rendering a page in the look of the visitor's school."""

from typing import Any

from flask import Flask, current_app, g, render_template
from jinja2 import Environment
from markupsafe import Markup

from kindportfolio.core import icons, paths, slots, text, theme
from kindportfolio.core.headers import csp_nonce
from kindportfolio.core.html import trusted_piece


def render(template: str, **context: Any) -> str:
    """The page from this template, in the theme of the school at hand."""
    return render_template(_environment().get_template(template), **context)


def piece(template: str, **context: Any) -> Markup:
    """A part of a page that holds nothing personal, so that it may be kept and used again."""
    return trusted_piece(_environment().get_template(template).render(**context))


def current_theme() -> theme.Theme:
    """The theme of the school at hand, or of the installation."""
    wanted = g.school.theme if g.get("school") else current_app.config["SETTINGS"].theme
    return theme.theme_named(wanted)


def _environment() -> Environment:
    environments: dict[str, Environment] = current_app.extensions["environments"]
    name = current_theme().name
    if name not in environments:
        base = current_app.jinja_env
        environments[name] = base.overlay(loader=theme.template_loader(current_theme()))
    return environments[name]


def _of_this_request() -> dict[str, Any]:
    return {
        "csp_nonce": csp_nonce(),
        "theme": current_theme(),
        "school": g.get("school"),
        "lang": text.language(),
    }


def init_app(app: Flask) -> None:
    app.extensions["environments"] = {}
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(
        icon=icons.icon,
        asset=theme.asset,
        joined=theme.joined,
        came_from=paths.came_from,
        theme_asset=theme.theme_asset,
        day_words=text.day_words,
        filled=slots.filled,
        moment_words=text.moment_words,
        languages=text.LANGUAGES,
    )
    app.context_processor(_of_this_request)
    theme.register_static(app)
