"""Signs typed in Spanish: read by sound and stem, in all persons and tenses, and only where a text is Spanish."""

import shutil
from pathlib import Path

import pytest
from look_up_kit import leaflet, new_leaflet, tier

from ivig_prep.content.files import load_folder
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.spanish import key, keys
from ivig_prep.errors import ContentRefused

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("inchado", "hinchar"),
        ("hinchandose", "hincho"),
        ("tomarmelas", "tomo"),
        ("ayudenme", "ayuda"),
        ("yagas", "llagas"),
        ("kabesa", "cabeza"),
        ("comvulsion", "convulsion"),
        ("rrespirar", "respira"),
        ("rijidez", "rigidez"),
        ("desmallo", "desmaye"),
        ("brotao", "brotado"),
        ("sudando", "sudor"),
        ("pies", "pie"),
    ],
)
def test_words_that_sound_alike_or_differ_in_their_ending_have_one_key(typed: str, listed: str) -> None:
    assert key(typed) == key(listed)


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("muxo", "mucho"),
        ("muelto", "muerto"),
        ("dolol", "dolor"),
        ("hinchadisima", "hinchado"),
        ("boquita", "boca"),
        ("llaguita", "llaga"),
        ("bracito", "brazo"),
        ("hijito", "hijo"),
        ("dolorcito", "dolor"),
        ("fuertemente", "fuerte"),
        ("montonazo", "monton"),
    ],
)
def test_small_and_great_ones_and_other_sounds_have_the_key_of_the_word_too(typed: str, listed: str) -> None:
    assert key(listed) in set(keys(typed))


@pytest.mark.parametrize(
    ("one", "other"), [("suelo", "solo"), ("piel", "pelo"), ("cerrar", "ser"), ("fuerte", "fuera"), ("vomito", "bomba")]
)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "typed",
    [
        "se le inchó muxo la boquita a mi nena",
        "no kiero seguir viva",
        "me estava aogando",
        "toy sangrando y no para",
        "le salieron yagas en la voca y tiene calentura",
    ],
)
def test_spanish_is_read_by_its_sound(typed: str) -> None:
    assert tier(typed) == EMERGENCY
    assert leaflet().understand(typed).spanish


@pytest.mark.parametrize(
    "typed",
    [
        "the nurse wore a mask when we flew to Los Angeles for the second drip of the year",
        "we had solo travel plans",
        "a can of pasta and come tome",
        "ya pa is hot and con queso was on the menu",
    ],
)
def test_english_is_not_read_as_spanish(typed: str) -> None:
    found = new_leaflet()
    found.look_up(typed)

    assert "_spanish" not in vars(found)


@pytest.mark.parametrize(
    "typed",
    ["mi hijo 41 de calentura", "satura 84 mi madre", "la presion le salio 230 con 90", "treinta y nueve con cateter"],
)
def test_readings_in_spanish_are_compared_with_the_table(typed: str) -> None:
    assert tier(typed) == EMERGENCY


def test_a_time_in_spanish_is_no_reading() -> None:
    assert tier("tengo fiebre desde las 10") != EMERGENCY


def test_a_class_that_is_not_listed_is_a_fault_in_the_spanish_signs_too(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "matching.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('["@es-breath"]', '["@es-breth"]', 1), encoding="utf-8")

    with pytest.raises(ContentRefused, match="es-breth"):
        load_folder(str(tmp_path / "data"))
