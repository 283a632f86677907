"""A child makes a post in a real browser: nothing typed or chosen is lost, whatever happens."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from kindportfolio.books.models import Post
from kindportfolio.core.db import across_schools, db
from tests.browser.axe import findings
from tests.browser.looking import DESK, PHONE, TABLET


def picture(colour: str) -> dict[str, object]:
    """A photo file of one colour, as a file field takes it."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(drawn, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def kept(house, person) -> str:
    """The words of the post this person began last, as the database has them now."""
    with house.app.app_context(), across_schools():
        asked = select(Post.text).where(Post.author_id == person.id).order_by(Post.id.desc())
        words = db.session.scalars(asked.limit(1)).one()
        db.session.rollback()
        return words


def wait_until_kept(page, house, person, words) -> None:
    for _ in range(100):
        if kept(house, person) == words:
            return
        page.wait_for_timeout(100)
    assert kept(house, person) == words


def begin(looker, book, where="wat-kan-ik/mijn-werk") -> Page:
    """Open a new post at a place of this book."""
    page = looker.go(f"/boek/{book.public_id}/{where}")
    page.get_by_role("button", name="Ik maak een bericht").click()
    return page


def test_photos_are_sent_at_once_and_appear_without_loading_again(look, house, cast):
    noor = look(cast.noor)
    page = begin(noor, cast.noors_book)
    page.evaluate("window.sameSince = true")

    page.locator("input[type=file][multiple]").set_input_files([picture("red"), picture("blue")])

    photos = page.locator("[data-files] li > img")
    expect(photos).to_have_count(2, timeout=30_000)
    assert page.evaluate("window.sameSince")
    assert all(photos.nth(at).evaluate("one => one.complete && one.width > 0") for at in (0, 1))

    page.get_by_label("Wat zie je?").first.fill("Een rood vlak")
    page.get_by_role("button", name="Klaar!").click()
    expect(page.get_by_text("Het staat in je boek!")).to_be_visible()
    expect(page.get_by_alt_text("Een rood vlak")).to_be_visible()


def test_a_file_that_is_no_photo_is_told_and_loses_nothing(look, house, cast):
    noor = look(cast.noor)
    noor.expect(415)
    page = begin(noor, cast.noors_book)
    page.get_by_role("tab", name="verhaal").click()
    page.get_by_label("Mijn verhaal").fill("Dit blijft staan.")
    page.get_by_role("tab", name="foto").click()

    words = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"this is only text"}
    page.locator("input[type=file][multiple]").set_input_files([words, picture("green")])

    expect(page.get_by_text("Dit soort bestand kunnen we niet gebruiken.")).to_be_visible()
    expect(page.locator("[data-files] li > img")).to_have_count(1, timeout=30_000)
    page.get_by_role("button", name="Haal deze foto weg").first.click()
    expect(page.get_by_text("Dit soort bestand kunnen we niet gebruiken.")).to_have_count(0)
    page.get_by_role("button", name="Klaar!").click()
    expect(page.get_by_text("Het staat in je boek!")).to_be_visible()
    assert kept(house, cast.noor) == "Dit blijft staan."


def test_a_story_is_kept_while_it_is_typed(look, house, cast):
    lars = look(cast.lars)
    page = begin(lars, cast.lars_book)

    page.get_by_label("Titel").fill("De brug")
    page.get_by_label("Mijn verhaal").press_sequentially("Eerst zakte hij in.")

    wait_until_kept(page, house, cast.lars, "Eerst zakte hij in.")
    expect(page.locator("#bewaard")).to_contain_text("Bewaard om")
    again = look(cast.lars).go(page.url)
    expect(again.get_by_label("Mijn verhaal")).to_have_value("Eerst zakte hij in.")


def test_who_goes_on_typing_is_kept_meanwhile(look, house, cast):
    page = begin(look(cast.lars), cast.lars_book)
    story = page.get_by_label("Mijn verhaal")

    with page.expect_request("**/bewaar", timeout=8_000):
        for _ in range(40):
            story.press_sequentially("a")
            page.wait_for_timeout(150)


def test_words_leave_with_a_page_that_is_closed(look, house, cast):
    lars = look(cast.lars)
    page = begin(lars, cast.lars_book)
    page.get_by_label("Mijn verhaal").press_sequentially("Snel weg")

    page.get_by_role("link", name="Terug").click()
    page.wait_for_url("**/mijn-werk")

    wait_until_kept(page, house, cast.lars, "Snel weg")


def test_words_that_do_not_get_through_are_not_called_kept(look, house, cast):
    lars = look(cast.lars)
    lars.expect(503)
    page = begin(lars, cast.lars_book)
    page.route("**/bewaar", lambda route: route.fulfill(status=503, json={}))

    page.get_by_label("Mijn verhaal").press_sequentially("Even geen net")
    expect(page.locator("#bewaard")).to_have_text("Nog niet bewaard. We proberen het weer.")
    assert kept(house, cast.lars) == ""

    page.unroute("**/bewaar")
    expect(page.locator("#bewaard")).to_contain_text("Bewaard om", timeout=20_000)
    assert kept(house, cast.lars) == "Even geen net"


@pytest.mark.parametrize("choice", ["Houd wat ik nu schreef", "Neem dit"])
def test_two_tabs_put_both_texts_side_by_side(look, house, cast, choice):
    lars = look(cast.lars)
    lars.expect(409)
    first = begin(lars, cast.lars_book)
    second = look(cast.lars).go(first.url)
    second.get_by_label("Mijn verhaal").fill("uit het andere blad")
    expect(second.locator("#bewaard")).to_contain_text("Bewaard om")

    first.get_by_label("Mijn verhaal").fill("uit dit blad")

    expect(first.get_by_text("Er zijn nu twee versies")).to_be_visible(timeout=10_000)
    expect(first.locator("[data-their-text]")).to_have_text("uit het andere blad")
    expect(first.get_by_label("Mijn verhaal")).to_have_value("uit dit blad")
    first.get_by_role("button", name=choice).or_(first.get_by_role("link", name=choice)).click()
    expect(first.locator("#bewaard")).to_contain_text("Bewaard om", timeout=10_000)
    mine = choice.startswith("Houd")
    assert kept(house, cast.lars) == ("uit dit blad" if mine else "uit het andere blad")


def test_a_double_tap_places_one_post(look, house, cast):
    noor = look(cast.noor)
    page = begin(noor, cast.noors_book, "hoe-leer-ik/zo-oefen-ik")
    page.get_by_role("tab", name="verhaal").click()
    page.get_by_label("Titel").fill("Pianoles")
    page.get_by_role("button", name="Klaar!").dblclick()

    expect(page.get_by_text("Het staat in je boek!")).to_be_visible()
    expect(page.get_by_role("heading", name="Pianoles")).to_have_count(1)


def test_starters_put_a_sentence_in_the_story(look, cast):
    page = begin(look(cast.lars), cast.lars_book)
    page.get_by_text("Zinnen om mee te beginnen").click()

    page.get_by_role("button", name="Dit kan ik nu").click()

    expect(page.get_by_label("Mijn verhaal")).to_have_value("Dit kan ik nu, en eerst nog niet: …")


def test_without_scripts_a_story_with_a_photo_is_made(look, house, cast):
    noor = look(cast.noor, scripts=False)
    page = begin(noor, cast.noors_book, "wat-kan-ik/ik-help")

    page.get_by_label("Titel").fill("Zonder script")
    page.locator("input[type=file][multiple]").set_input_files(picture("orange"))
    page.get_by_role("button", name="Zet de foto erbij").click()
    expect(page.get_by_label("Titel")).to_have_value("Zonder script")
    page.get_by_role("button", name="Klaar!").click()

    expect(page.get_by_role("heading", name="Zonder script")).to_be_visible()


def test_a_story_is_made_with_the_keyboard_alone(look, cast):
    lars = look(cast.lars)
    page = lars.go(f"/boek/{cast.lars_book.public_id}/wat-wil-ik-leren/later")

    def to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement).innerText ?? ''"
            )
            if name in focused:
                return
        raise AssertionError(f"The keyboard does not reach {name}.")

    to("Ik maak een bericht")
    page.keyboard.press("Enter")
    page.wait_for_url("**/maken")
    to("Titel")
    page.keyboard.type("Met toetsen")
    to("Plaats mijn bericht")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Met toetsen")).to_be_visible()


@pytest.mark.parametrize("screen", [TABLET, PHONE, DESK], ids=["tablet", "phone", "desk"])
def test_the_childs_pages_have_no_faults_and_fit_the_screen(look, cast, screen):
    noor, lars = look(cast.noor, screen=screen), look(cast.lars, screen=screen)
    book, post = cast.noors_book.public_id, cast.for_readers.public_id
    visits = [
        (noor, "/kompas"),
        (noor, f"/boek/{cast.noors_old_book.public_id}"),
        (noor, f"/boek/{book}/wie-ben-ik"),
        (noor, f"/boek/{book}/hoe-gaat-het"),
        (noor, f"/bericht/{cast.draft.public_id}/maken"),
        (lars, f"/bericht/{cast.lars_post.public_id}/maken"),
        (noor, f"/bericht/{post}"),
        (noor, f"/bericht/{post}/verhuis"),
        (noor, "/groepsboek"),
        (noor, "/bak"),
        (noor, "/ik"),
    ]
    for looker, path in visits:
        page = looker.go(path)

        assert findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
