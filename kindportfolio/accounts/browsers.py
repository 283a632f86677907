"""What to call a browser, so that somebody knows it again in a list of their own."""

from kindportfolio.core.text import gettext as _

# The first that is named in the header counts: Edge also says Chrome, Chrome also says Safari.
PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("CrOS", "Chromebook"),
    ("Android", "Android"),
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def known_as(user_agent: str) -> str:
    """ "Firefox Windows": program and system, or nothing; never the header itself."""
    return " ".join(
        next((name for word, name in names if word in user_agent), "")
        for names in (PROGRAMS, SYSTEMS)
    ).strip()


def in_words(browser: str) -> str:
    """How the list shows it."""
    return browser or _("Een browser")
