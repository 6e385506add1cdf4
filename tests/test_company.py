"""bascule.toml: what is edited in it, and what is refused, by name."""

import pytest

from bascule.company import Company
from bascule.errors import BasculeError
from bascule.locale import Locale
from bascule.locale.wording import explain

HEAD = 'name = "Nordet"\ngross_margin = 0.4\n'


@pytest.fixture
def read(tmp_path):
    def company(text):
        (tmp_path / "bascule.toml").write_text(HEAD + text, encoding="utf-8")
        return Company.read(tmp_path)

    return company


def test_priors_are_read_by_channel_by_class_and_for_all(read):
    company = read(
        """yearly_revenue = 850000
[channels.radio]
prior = {median = 2.0, spread = 0.4, works = 0.9, source = "Test de l'automne 2025"}
[priors.general]
long_credit = 0.3
source = "prudence"
[priors.class.flyers]
carry = [2, 10]
source = "coupons returned"
"""
    )
    assert company.channels["radio"].prior.changes == {"median": 2.0, "spread": 0.4, "works": 0.9}
    assert company.priors.general.changes == {"long_credit": 0.3}
    assert company.priors.classes["flyers"].changes == {"carry": (2.0, 10.0)}
    assert company.yearly_revenue == 850_000


REFUSED = [
    ('[channels.radio]\nprior = {median = 0, source = "x"}', "channels.radio.prior.median"),
    ('[channels.radio]\nprior = {median = true, source = "x"}', "channels.radio.prior.median"),
    ('[channels.radio]\nprior = {median = inf, source = "x"}', "channels.radio.prior.median"),
    ('[channels.radio]\nprior = {spread = -0.5, source = "x"}', "channels.radio.prior.spread"),
    ('[channels.radio]\nprior = {works = 1.2, source = "x"}', "channels.radio.prior.works"),
    ('[channels.radio]\nprior = {works = 0, source = "x"}', "channels.radio.prior.works"),
    ('[channels.radio]\nprior = {carry = [2], source = "x"}', "channels.radio.prior.carry"),
    ('[channels.radio]\nprior = {carry = [2, -3], source = "x"}', "channels.radio.prior.carry"),
    ('[channels.radio]\nprior = {sure = "very", source = "x"}', "channels.radio.prior.sure"),
    ('[channels.radio]\nprior = {medain = 2, source = "x"}', "channels.radio.prior.medain"),
    ('[priors.general]\nlong_credit = 2\nsource = "x"', "priors.general.long_credit"),
    ('[priors.class.radio]\nchase = [2, 0.1]\nsource = "x"', "priors.class.radio.chase"),
    ('[priors.class.radioo]\nmedian = 2\nsource = "x"', "priors.class"),
    ("yearly_revenue = 0", "yearly_revenue"),
]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("text", "field"), REFUSED)
def test_what_is_not_accepted_is_refused_by_its_name(read, text, field, lang):
    with pytest.raises(BasculeError) as caught:
        read(text)
    assert (caught.value.code, caught.value.params["field"]) == ("company_invalid", field)
    said = explain(caught.value, Locale(lang))
    assert f" {field} " in said
    assert ("bascule init" in said) == (field == "priors.class")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[channels.radio]\nprior = {median = 2.0}", "channels.radio.prior"),
        ('[channels.radio]\nprior = {median = 2.0, source = "  "}', "channels.radio.prior"),
        ("[priors.general]\nlong_credit = 0.3", "priors.general"),
        ("[priors.class.tv]\nmedian = 2", "priors.class.tv"),
    ],
)
def test_a_prior_without_its_source_is_refused_and_the_source_is_asked_for(read, text, field, lang):
    with pytest.raises(BasculeError) as caught:
        read(text)
    assert caught.value.code == "prior_unsourced"
    said = explain(caught.value, Locale(lang))
    assert f" {field} " in said
    assert "source = " in said
