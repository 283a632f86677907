"""Asks axe-core what stands in the way of somebody with a screen reader, keyboard or weak eyes."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]


def findings(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on this page as it is now, one line each.

    :param rules: only these rules; all of WCAG 2.2 AA otherwise.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG_22_AA}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    said: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{fault['id']}: {node['html'][:200]} {_why(node)}"
        for fault in said["violations"]
        for node in fault["nodes"]
    ]


def _why(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
