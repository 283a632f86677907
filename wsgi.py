"""For WSGI servers: ``wsgi:app``."""

from kindportfolio import create_app

app = create_app()
