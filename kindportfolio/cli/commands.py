"""Every command, thin: it reads the settings, calls the room that knows, and says what happened."""

import json
import logging
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from kindportfolio import create_app
from kindportfolio.cli import serving, showing
from kindportfolio.core import config, migrate
from kindportfolio.core.config import Settings
from kindportfolio.core.db import db as database
from kindportfolio.demo import making
from kindportfolio.jobs.worker import Worker
from kindportfolio.operations import checks, founding

MARKS = {"ok": "ok     ", "warning": "look at", "fault": "FAULT  "}


def _version() -> str:
    try:
        return version("kindportfolio")
    except PackageNotFoundError:
        return "from a checkout"


def _settings(**changes: Any) -> Settings:
    try:
        return config.load(**{name: value for name, value in changes.items() if value is not None})
    except config.BadSettings as error:
        raise click.ClickException(str(error)) from error


@click.group()
@click.version_option(_version(), prog_name="kindportfolio")
def main() -> None:
    """kindportfolio: a child portfolio for primary schools."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


@main.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=int, help="The port to listen on.")
@click.option("--with-worker", is_flag=True, help="Also run the worker, and keep both alive.")
def serve(host: str | None, port: int | None, with_worker: bool) -> None:
    """Serve the pages."""
    settings = _settings(host=host, port=port)
    _up_to_date(settings)
    app = create_app(settings)
    click.echo(f"kindportfolio is at {settings.address}")
    if with_worker:
        serving.together(app, settings)
    else:
        serving.web(app, settings)


@main.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing is due any more.")
def worker(until_empty: bool) -> None:
    """Do the work that waits: pictures, mail, cleaning up."""
    settings = _settings()
    _up_to_date(settings)
    app = create_app(settings)
    if until_empty:
        Worker(app).drain()
    else:
        serving.worker(app)


@main.command()
@click.option("--school", prompt="Name of the school")
@click.option(
    "--region",
    prompt="Holiday region",
    type=click.Choice(["noord", "midden", "zuid"]),
)
@click.option("--first-name", prompt="Your first name")
@click.option("--prefix", default="", prompt="Prefix of your last name (van, de, ...)")
@click.option("--last-name", prompt="Your last name")
@click.option("--email", prompt="Your e-mail address")
def init(
    school: str, region: str, first_name: str, prefix: str, last_name: str, email: str
) -> None:
    """Found the first school, and give its ICT administrator a code that works once."""
    if "@" not in email.strip("@ "):
        raise click.ClickException(f"{email!r} is not an e-mail address.")
    settings = _settings()
    migrate.upgrade(settings)
    founder = founding.Founder(first_name, prefix, last_name, email)
    with create_app(settings).app_context():
        try:
            path = founding.found(school, region, founder)
        except founding.AlreadyFounded as error:
            raise click.ClickException(f"There is a school called {error} already.") from error
        database.session.commit()
    click.echo(f"{school} is there. Choose your password within seven days at:")
    click.echo(f"{settings.address}{path}")
    click.echo("This address works once. Then sign in with your e-mail address and password.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the sign-ins as JSON.")
def demo(as_json: bool) -> None:
    """Build the demo schools, if they are not there, and print who can sign in."""
    settings = _settings()
    migrate.upgrade(settings)
    app = create_app(settings)

    def say(words: str) -> None:
        click.echo(words, err=True)

    if making.make(app, say):
        say("Developing the pictures, as the worker does ...")
        serving.drain_together(app)
    found = making.sign_ins(app)
    if as_json:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        click.echo(showing.sign_ins(found, settings.address))


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Give the database the shape this version needs. May be run again at any time."""
    migrate.upgrade(_settings())
    click.echo("The database is up to date.")


@main.command()
def doctor() -> None:
    """Look at this installation and say in plain words what to do."""
    settings = _settings()
    with create_app(settings).app_context():
        findings = list(checks.run(checks.ALL, settings))
    for finding in findings:
        click.echo(f"{MARKS[finding.state]}  {finding.name}: {finding.words}")
    if any(finding.state == "fault" for finding in findings):
        sys.exit(1)


def _up_to_date(settings: Settings) -> None:
    if not migrate.is_up_to_date(settings):
        raise click.ClickException("The database has another shape. Run: kindportfolio db upgrade")
