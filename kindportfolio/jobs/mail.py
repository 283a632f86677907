"""Mail goes out as jobs: a page never waits for the mail server."""

import smtplib
from email.message import EmailMessage

from flask import current_app

from kindportfolio.core import clock
from kindportfolio.core.config import Settings
from kindportfolio.core.db import new_public_id
from kindportfolio.jobs.queue import handles, later


def send_later(to: str, subject: str, text: str, school_id: int) -> None:
    """Queue one plain-text mail; tried for about a day before it is given up."""
    later("mail", school_id=school_id, attempts=16, to=to, subject=subject, text=text)


@handles("mail")
def send(to: str, subject: str, text: str) -> None:
    """Hand one mail to the configured server, or lay it in ``instance/mail`` without one."""
    settings: Settings = current_app.config["SETTINGS"]
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, to, subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if settings.mail_server:
        _hand_over(message, settings)
    else:
        _lay_down(message, settings)


def _hand_over(message: EmailMessage, settings: Settings) -> None:
    with smtplib.SMTP(settings.mail_server, settings.mail_port, timeout=20) as server:
        if settings.mail_tls:
            server.starttls()
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
        server.send_message(message)


def _lay_down(message: EmailMessage, settings: Settings) -> None:
    folder = settings.instance / "mail"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{clock.now():%Y%m%d-%H%M%S-%f}-{new_public_id()[:6]}.eml"
    path.write_bytes(bytes(message))
