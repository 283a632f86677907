"""Two pages for whoever watches over the server."""

from flask import current_app
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import Room
from kindportfolio.operations import checks

room = Room("operations", __name__)

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@room.page("/healthz", need=Need.PUBLIC)
def healthz() -> ResponseReturnValue:
    return "ok\n", 200, PLAIN


@room.page("/readyz", need=Need.PUBLIC)
def readyz() -> ResponseReturnValue:
    findings = list(checks.run(checks.READY, current_app.config["SETTINGS"]))
    ready = all(finding.state != "fault" for finding in findings)
    lines = "".join(f"{finding.name}: {finding.state}\n" for finding in findings)
    return lines, 200 if ready else 503, PLAIN
