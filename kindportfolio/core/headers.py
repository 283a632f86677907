"""The exact headers of every answer, by what kind of answer it is."""

import secrets

from flask import Flask, Response, g, request

CLOSED = "camera=(), microphone=()"
OPEN = "camera=(self), microphone=(self)"


def csp_nonce() -> str:
    """The random word that lets this page's own scripts and styles run."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def _content_policy(nonce: str) -> str:
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'none'; "
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; report-uri /csp"
    )


def secure(response: Response) -> Response:
    """Give an answer its headers. A file that says itself how it may be kept has its own."""
    headers = response.headers
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    headers["X-Content-Type-Options"] = "nosniff"
    if "Cache-Control" in headers:
        return response
    page = g.get("page")
    devices = OPEN if page is not None and page.capture else CLOSED
    headers["Content-Security-Policy"] = _content_policy(csp_nonce())
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = (
        f"{devices}, geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()"
    )
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Cache-Control"] = "no-store"
    headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def init_app(app: Flask) -> None:
    app.after_request(secure)
