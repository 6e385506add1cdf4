import pytest

from bascule.company import ChannelClass
from bascule.locale import Locale
from bascule.locale.wording.vocabulary import CLASSES, SETTINGS

COMPANY = """name = "Nordet"
gross_margin = 0.4
[channels.radio]
label = "Radio du Nord"
prior = {median = 2.2, source = "our own stops"}
[priors.class.tv]
long = 1.5
source = "our panel"
[priors.general]
long_credit = 0.25
source = "house rule"
"""


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_class_is_shown_with_its_source(call, lang):
    answer = call("priors", "--lang", lang)
    locale = Locale(lang)
    assert answer.code == 0
    for name in ChannelClass.__args__:
        kind = locale.t(CLASSES[name])
        assert sum(line.startswith(f"{kind}  ") for line in answer.out.splitlines()) == 1
        assert f"  {kind} – " in answer.out
    for setting in SETTINGS.values():
        assert locale.t(setting)[1:] in answer.out
    assert "edited" not in answer.out
    assert "modifié" not in answer.out


@pytest.mark.parametrize(("lang", "mark"), [("fr", "modifié"), ("en", "edited")])
def test_a_companys_edits_are_shown_and_marked(call, tmp_path, lang, mark):
    (tmp_path / "bascule.toml").write_text(COMPANY, encoding="utf-8")
    out = call("priors", "--company", tmp_path, "--lang", lang).out
    assert f"Radio du Nord ({mark})" in out
    assert all(source in out for source in ("our own stops", "our panel", "house rule"))
    assert out.count(f"({mark}") == 6


def test_an_edit_without_its_source_is_refused(call, tmp_path):
    (tmp_path / "bascule.toml").write_text(COMPANY.replace(', source = "our own stops"', ""), encoding="utf-8")
    answer = call("priors", "--company", tmp_path)
    assert answer.code == 3
    assert "channels.radio.prior" in answer.err
