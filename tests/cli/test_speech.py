from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir

from bascule.cli.compile import FOLDER
from bascule.cli.speech import asked_language, language
from bascule.locale.compile import compiled, merged


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--lang", "fr"], "fr"),
        (["run", "x", "--lang=en"], "en"),
        (["--lang", "fr", "run", "--lang", "en"], "en"),
        (["run", "--", "--lang", "fr"], None),
        (["--lang"], None),
        (["--lang", "de"], None),
    ],
)
def test_the_last_lang_counts(arguments, expected):
    assert asked_language(arguments) == expected


def test_without_lang_the_environment_decides(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    assert language(["run"]) == "fr"
    assert language(["run", "--lang", "en"]) == "en"


def test_the_compiled_words_of_click_are_up_to_date():
    assert (FOLDER / "click.mo").read_bytes() == compiled(FOLDER)


def test_every_word_translated_for_click_is_one_that_click_says():
    found = extract_from_dir(
        Path(click.__file__).parent, method_map=[("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}
    )
    said = {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}
    translated = {m.id if isinstance(m.id, str) else m.id[0] for m in merged(FOLDER) if m.id}
    assert translated <= said
