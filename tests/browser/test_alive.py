"""The house serves pages to a real browser."""

from tests.browser.axe import findings


def test_an_address_that_is_not_there_shows_a_page_of_ours(look):
    stranger = look()
    stranger.expect(404)

    page = stranger.go("/nergens")

    assert page.locator("h1").count() == 1
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"


def test_axe_finds_nothing(look):
    stranger = look()
    stranger.expect(404)

    assert findings(stranger.go("/nergens")) == []


def test_axe_does_find_what_is_wrong(look):
    stranger = look()
    stranger.expect(404)
    page = stranger.go("/nergens")

    page.evaluate("document.querySelector('h1').replaceChildren(document.createElement('img'))")

    assert any("image-alt" in fault for fault in findings(page))
