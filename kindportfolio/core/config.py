"""Settings: environment variables KINDPORTFOLIO_* over instance/config.toml over the defaults."""

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

PREFIX = "KINDPORTFOLIO_"


class BadSettings(Exception):
    """A setting is unknown or cannot be; the message is one sentence that names it."""


@dataclass(frozen=True)
class Settings:
    """Everything an installation can set. The comment behind a line is its explanation."""

    instance: Path = Path("instance")  # where this installation keeps its own files
    database: str = ""  # an SQLAlchemy address; empty: SQLite inside instance
    media: Path | None = None  # where pictures are kept; empty: media inside instance
    host: str = "127.0.0.1"  # the address the server listens on
    port: int = 5000  # the port the server listens on
    threads: int = 8  # requests handled at the same time
    base_url: str = ""  # the address people use; links in mail are made from it
    trusted_hosts: tuple[str, ...] = ()  # extra host names; base_url's own always counts
    proxies: int = 0  # how many proxies in front may set forwarded headers
    accel_prefix: str = ""  # where the front server serves media from, such as /media-intern/
    mail_server: str = ""  # host name of the mail server; empty: mail is laid in instance/mail
    mail_port: int = 25  # port of the mail server
    mail_user: str = ""  # user name for the mail server
    mail_password: str = ""  # password for the mail server
    mail_tls: bool = False  # whether to encrypt with STARTTLS
    mail_from: str = "kindportfolio@localhost"  # sender of every mail
    security_contact: str = ""  # where to report a hole, as mailto: or https:; empty: not told
    theme: str = "basis"  # the look of pages that belong to no school
    themes: Path | None = None  # a folder with more themes of this installation
    free_bytes: int = 2**30  # uploads are refused when less is free on the disk
    secret_keys: tuple[str, ...] = field(default=(), repr=False)  # newest first

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{(self.instance / 'kindportfolio.sqlite').resolve()}"

    @property
    def media_folder(self) -> Path:
        return self.media or self.instance / "media"

    @property
    def address(self) -> str:
        """Where people find this installation, without a slash at the end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name that a request may carry."""
        own = urlsplit(self.address).hostname or "localhost"
        return (*self.trusted_hosts, own, "127.0.0.1", "localhost", "[::1]")


def load(instance: Path | None = None, **changes: Any) -> Settings:
    """Read the settings of this installation and make its secrets on the first start.

    :param changes: settings that win over all others, for tests and the command line.
    :raises BadSettings: a setting is unknown, of the wrong kind, or impossible.
    """
    folder = Path(instance or os.environ.get(f"{PREFIX}INSTANCE", "instance")).resolve()
    given = _from_file(folder / "config.toml") | _from_environment()
    settings = _checked(replace(Settings(), **given, instance=folder))
    settings = replace(settings, **changes)
    if not settings.secret_keys:
        settings = replace(settings, secret_keys=_secrets(settings.instance))
    return settings


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        rows = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} is not valid TOML: {error}.") from error
    return {name: _convert(name, value, f"{path}: {name}") for name, value in rows.items()}


def _from_environment() -> dict[str, Any]:
    rows = {
        name.removeprefix(PREFIX).lower(): (name, value)
        for name, value in os.environ.items()
        if name.startswith(PREFIX) and not name.startswith(f"{PREFIX}TEST_")
    }
    rows.pop("instance", None)
    return {name: _convert(name, value, origin) for name, (origin, value) in rows.items()}


def _convert(name: str, value: Any, origin: str) -> Any:
    kinds = get_type_hints(Settings)
    if name not in kinds or name == "instance":
        known = ", ".join(sorted(row.name for row in fields(Settings)))
        raise BadSettings(f"{origin} is not a setting. Known settings: {known}.")
    kind = kinds[name]
    try:
        if kind is bool:
            return _as_bool(value)
        if kind is int:
            return int(str(value))
        if kind == tuple[str, ...]:
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(str(part).strip() for part in parts if str(part).strip())
        if kind == Path | None:
            return Path(str(value)).resolve() if value else None
        return str(value)
    except (ValueError, TypeError) as error:
        raise BadSettings(f"{origin} cannot be {value!r}.") from error


def _as_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if str(value).lower() not in words:
        raise ValueError(value)
    return words[str(value).lower()]


def _checked(settings: Settings) -> Settings:
    if not 0 < settings.port < 65536:
        raise BadSettings(f"port cannot be {settings.port}: choose a number from 1 to 65535.")
    if not 1 <= settings.threads <= 64:
        raise BadSettings(f"threads cannot be {settings.threads}: choose a number from 1 to 64.")
    if settings.base_url and urlsplit(settings.base_url).scheme not in ("http", "https"):
        raise BadSettings(f"base_url cannot be {settings.base_url!r}: begin with https://.")
    if settings.database and "://" not in settings.database:
        raise BadSettings(f"database cannot be {settings.database!r}: give a whole address.")
    if settings.free_bytes < 0 or settings.proxies < 0:
        raise BadSettings("free_bytes and proxies cannot be below zero.")
    return settings


def _secrets(instance: Path) -> tuple[str, ...]:
    """The installation's own secrets, made once, readable by its owner alone."""
    path = instance / "secret.toml"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        made = f'secret_keys = ["{secrets.token_urlsafe(48)}"]\n'
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _secrets(instance)
        with os.fdopen(handle, "w") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
    keys = tomllib.loads(path.read_text("utf-8")).get("secret_keys", [])
    if not keys:
        raise BadSettings(f"{path} holds no secret_keys.")
    return tuple(keys)
