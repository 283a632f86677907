"""Somebody at a real browser, and a record of everything that should not happen in it."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from kindportfolio.accounts.models import Person
from tests.living import House

TABLET = {"width": 1180, "height": 820}
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
OWN = ("data:", "blob:", "about:")

# Leaves a mark on the page when the content policy stops something.
WATCH = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


class Looker:
    """One browser window. ``page`` is Playwright's; ``faults`` must stay empty."""

    def __init__(
        self,
        chromium: Browser,
        house: House,
        person: Person | None = None,
        *,
        screen: dict[str, int] = TABLET,
        scripts: bool = True,
        **how: Any,
    ) -> None:
        self.house = house
        self.faults: list[str] = []
        self.expected: set[int] = set()
        self.context = chromium.new_context(
            viewport=screen,
            java_script_enabled=scripts,
            base_url=house.address,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
            **how,
        )
        self.context.set_default_timeout(10_000)
        if scripts:
            self.context.add_init_script(WATCH)
        if person is not None:
            self.sign_in(person)
        self.page: Page = self.context.new_page()
        self._listen(self.page)

    def sign_in(self, person: Person) -> None:
        """Take over the session of somebody who signed in a moment ago."""
        for name, value in self.house.sign_in(person).items():
            self.context.add_cookies(
                [
                    {
                        "name": name,
                        "value": value,
                        # A secure cookie; Chromium counts 127.0.0.1 as safe too.
                        "url": self.house.address.replace("http:", "https:"),
                        "secure": True,
                        "httpOnly": True,
                        "sameSite": "Lax",
                    }
                ]
            )

    def go(self, path: str) -> Page:
        """Open a page of the house."""
        answer = self.page.goto(path)
        assert answer is not None
        if answer.status >= 400 and answer.status not in self.expected:
            raise AssertionError(f"{path} answers {answer.status}")
        return self.page

    def expect(self, *statuses: int) -> None:
        """From here on these answers are no fault."""
        self.expected |= set(statuses)

    def close(self) -> None:
        self.context.close()

    def _listen(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._fault(f"script: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if any(f"status of {status}" in message.text for status in self.expected):
            return
        self._fault(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if request.url.startswith(OWN):
            return
        if f"{urlsplit(request.url).scheme}://{urlsplit(request.url).netloc}" != self.house.address:
            self._fault(f"asked elsewhere: {request.url}")
        if urlsplit(request.url).path == "/csp":
            self._fault(f"policy report: {request.post_data}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self._fault(f"{response.status}: {response.request.method} {response.url}")

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self.page.url if hasattr(self, 'page') else ''} {what}")
