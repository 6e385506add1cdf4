"""Every message that the source marks is translated, with the same placeholders, and the compiled file is fresh."""

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import bascule
from bascule.locale import compile as compiler
from bascule.locale.catalogue import FOLDER

SOURCE = Path(bascule.__file__).parent
FRENCH = FOLDER / "fr"


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def marked() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            spoken = name == "t" and isinstance(node.func, ast.Attribute)
            plural = name == "n" and isinstance(node.func, ast.Attribute)
            chosen = node.args[: 2 if plural else 1] if spoken or plural or name == "N_" else []
            for argument in chosen:
                for message in literals(argument):
                    yield message, path.name


def translations() -> dict[str, str]:
    known: dict[str, str] = {}
    for message in compiler.merged(FRENCH):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        words = (message.string,) if isinstance(message.string, str) else message.string
        known |= dict(zip(ids, words, strict=False))
    return known


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_is_translated():
    known = translations()
    missing = {message: origin for message, origin in marked() if message not in known}
    assert missing == {}


def test_every_source_of_a_prior_is_translated():
    priors = tomllib.loads((SOURCE / "mmm" / "priors.toml").read_text(encoding="utf-8"))
    sources = {prior["source"] for prior in priors["class"].values()}
    assert sources - translations().keys() == set()


def test_placeholders_are_the_same_in_both_languages():
    differing = {
        message: (placeholders(message), placeholders(words))
        for message, words in translations().items()
        if placeholders(message) != placeholders(words)
    }
    assert differing == {}


def test_the_compiled_catalogue_is_fresh():
    assert (FRENCH / "bascule.mo").read_bytes() == compiler.compiled(FRENCH)


def test_compiling_twice_gives_the_same_bytes():
    assert compiler.compiled(FRENCH) == compiler.compiled(FRENCH)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('msgid "Keep"\nmsgstr ""\n', "no settled translation"),
        ('#, fuzzy\nmsgid "Keep"\nmsgstr "Garder"\n', "no settled translation"),
    ],
)
def test_it_refuses_what_is_not_settled(tmp_path, entry, complaint):
    (tmp_path / "room.po").write_text(entry, encoding="utf-8")
    with pytest.raises(compiler.DisagreementError, match=complaint):
        compiler.merged(tmp_path)


def test_it_refuses_two_translations_of_one_message(tmp_path):
    (tmp_path / "a.po").write_text('msgid "Keep"\nmsgstr "Garder"\n', encoding="utf-8")
    (tmp_path / "b.po").write_text('msgid "Keep"\nmsgstr "Conserver"\n', encoding="utf-8")
    with pytest.raises(compiler.DisagreementError, match="elsewhere"):
        compiler.merged(tmp_path)
