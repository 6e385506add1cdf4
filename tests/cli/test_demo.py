import json

import pytest

from bascule import study as studies
from bascule import written
from bascule.cli.examples import CONJURA, MAISON_BOREALE, copy_example, examples_folder


@pytest.fixture
def asked(monkeypatch, study):
    folders = []

    def run(folder, options, progress=None):
        folders.append(folder)
        return study

    def write(results, out, lang, report):
        out.mkdir(parents=True)
        (out / "report.html").write_text("", encoding="utf-8")
        return (out / "report.html",)

    monkeypatch.setattr(studies, "run", run)
    monkeypatch.setattr(written, "write", write)
    return folders


def test_it_runs_the_real_brand_then_the_simulated_company(call, tmp_path, asked):
    answer = call("demo", "--out", tmp_path)
    assert answer.code == 0
    assert asked == [tmp_path / CONJURA, tmp_path / MAISON_BOREALE]
    assert answer.out.count("report.html") == 2


def test_it_shows_the_truth_beside_the_estimates(call, tmp_path, asked, study):
    out = call("demo", "--out", tmp_path, "--lang", "fr").out.replace("\u00a0", " ")
    key = json.loads((examples_folder() / MAISON_BOREALE / "answer_key.json").read_text(encoding="utf-8"))
    known = [line for line in study.decisions.channels if line.channel in key["channels"]]
    covered = sum(line.iroas.p05 <= key["channels"][line.channel]["iroas"] <= line.iroas.p95 for line in known)
    assert "données simulées" in out
    assert f"{covered} canaux sur {len(known)}" in out
    row = next(line for line in out.splitlines() if line.strip().startswith("Recherche de marque  "))
    assert f"{key['channels']['brand_search']['iroas']:.2f}".replace(".", ",") in row
    assert "Arrêter" in row


def test_open_opens_both_reports(call, tmp_path, asked, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    call("demo", "--out", tmp_path, "--open")
    assert [address.split("/")[-3] for address in opened] == [CONJURA, MAISON_BOREALE]
    assert all(address.startswith("file:") for address in opened)


def test_only_what_a_company_has_is_copied(tmp_path):
    copied = {path.name for path in copy_example(MAISON_BOREALE, tmp_path).iterdir()}
    assert "bascule.toml" in copied
    assert "orders_export_1.csv" in copied
    assert not {"answer_key.json", "README.md"} & copied
