import pytest

from kindportfolio.core.icons import icon


def test_an_icon_is_a_whole_drawing_that_screen_readers_skip():
    plus = icon("plus")

    assert plus.startswith('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path ')
    assert plus.endswith("</svg>")


def test_an_icon_takes_another_class_and_escapes_it():
    assert 'class="i &#34;big&#34;"' in icon("plus", cls='i "big"')


def test_an_icon_nobody_drew_is_refused_by_name():
    with pytest.raises(KeyError, match="eenhoorn"):
        icon("eenhoorn")
