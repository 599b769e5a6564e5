import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from thumbhash import rgba_to_thumb_hash
from wtforms import BooleanField, Form, StringField, TextAreaField
from wtforms.validators import DataRequired

from ugc.web.templating import GREY, browser, furnish, initials, middle_jpeg, tone, twelfths

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"


@dataclass
class Rendition:
    key: str
    format: str
    width: int


@dataclass
class Photo:
    width: int | None
    height: int | None
    alt: str = ""
    thumbhash: str | None = None
    renditions: tuple[Rendition, ...] = ()


class Entry(Form):
    story = TextAreaField("The story", description="Two sentences are plenty.")
    mail = StringField("E-mail", [DataRequired()])
    gallery = BooleanField("Show it in the gallery", description="Anyone can see it.")


@pytest.fixture
def environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"])
    made.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    furnish(made, static=lambda path: f"/static/{path}", media=lambda key: f"/media/{key}")
    return made


@pytest.fixture
def macro(environment: Environment) -> Callable[..., str]:
    def call(file: str, name: str, *given: object) -> str:
        return str(getattr(environment.get_template(f"macros/{file}.html").module, name)(*given))

    return call


def thumbhash(red: int, green: int, blue: int) -> str:
    return base64.b64encode(bytes(rgba_to_thumb_hash(4, 4, [red, green, blue, 255] * 16))).decode()


@pytest.mark.parametrize("colour", [(200, 40, 30), (30, 120, 60), (250, 250, 250), (10, 10, 10)])
def test_the_placeholder_has_the_photos_average_colour(colour: tuple[int, int, int]) -> None:
    found = tone(thumbhash(*colour))
    assert all(abs(int(found[i : i + 2], 16) - c) <= 12 for i, c in zip((1, 3, 5), colour, strict=True))


@pytest.mark.parametrize("missing", [None, "", "AA=="])
def test_a_photo_without_thumbhash_waits_in_grey(missing: str | None) -> None:
    assert tone(missing) == GREY


@pytest.mark.parametrize(
    ("size", "shape"),
    [((4032, 3024), 16), ((2000, 3000), 8), ((9000, 900), 24), ((1, 99), 6), ((None, 1), 12)],
)
def test_shapes_are_twelfths_the_grid_knows(size: tuple[int | None, int], shape: int) -> None:
    assert twelfths(Photo(*size)) == shape
    css = (ROOT / "ugc/web/static/css/public.css").read_text()
    assert shape == 12 or f".r{shape} {{" in css


@pytest.mark.parametrize(
    ("name", "letters"), [("Ana María Ruiz", "AR"), ("@ana", "A"), ("Priya", "P"), ("  ", "?")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_browser_without_srcset_gets_the_middle_jpeg() -> None:
    sizes = [Rendition(f"{w}.{f}", f, w) for w in (320, 640, 1280) for f in ("webp", "jpeg")]
    assert middle_jpeg(sizes) == "640.jpeg"


def test_a_field_is_wired_to_its_help_and_its_error(macro: Callable[..., str]) -> None:
    form = Entry(data={"story": "x"})
    form.validate()
    story, mail = macro("fields", "field", form.story), macro("fields", "field", form.mail)
    assert 'aria-describedby="story-help"' in story
    assert 'id="story-help"' in story
    assert "aria-invalid" not in story
    assert 'aria-describedby="mail-error"' in mail
    assert 'aria-invalid="true"' in mail


def test_a_consent_box_says_what_it_means_and_how_to_undo_it_and_starts_empty(
    macro: Callable[..., str],
) -> None:
    box = macro("fields", "consent", Entry().gallery, "Take it back on your page.")
    assert "Anyone can see it." in box
    assert "Take it back on your page." in box
    assert "checked" not in box


def test_a_picture_offers_webp_and_jpeg_in_a_box_of_its_own_shape(macro: Callable[..., str]) -> None:
    sizes = tuple(Rendition(f"k-{w}.{f}", f, w) for w in (320, 640) for f in ("webp", "jpeg"))
    html = macro("photos", "picture", Photo(4032, 3024, "A red coat", thumbhash(200, 40, 30), sizes), "100vw")
    assert 'srcset="/media/k-320.webp 320w, /media/k-640.webp 640w"' in html
    assert 'src="/media/k-640.jpeg"' in html
    assert 'width="4032" height="3024" alt="A red coat" loading="lazy"' in html


def test_text_from_people_is_escaped(macro: Callable[..., str]) -> None:
    assert "<script>" not in macro("photos", "credit", "<script>alert(1)</script>")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_public_markup_needs_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    if path.parent.name not in {"mail", "export"}:  # read where no server of ours sends a policy
        assert not re.search(r"\sstyle=|\son\w+=|javascript:", source)
        assert not re.search(r"<(style|script)(?![^>]*(nonce|src)=)", source)


def test_every_drawing_that_is_used_exists(environment: Environment) -> None:
    drawn = environment.get_template("macros/icons.html").module.paths  # type: ignore[attr-defined]
    for path in TEMPLATES.rglob("*.html"):
        for name in re.findall(r'icon\("([a-z]+)"', path.read_text()):
            assert name in drawn, f"{path.name} wants {name}"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36",
            "Chrome, Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0.3595.53", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Version/19.1 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox, Android"),
        ("curl/8.14.1", ""),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent: str, name: str) -> None:
    assert browser(agent) == name
