"""`bascule utm lint` and `bascule utm build`, in both languages."""


def test_lint_says_what_breaks_and_what_to_write(call):
    answer = call("utm", "lint", "https://nordet.example/?utm_source=FB&utm_medium=Paid-Social&utm_campaign=a")
    assert answer.code == 3
    assert "This breaks measurement" in answer.out
    assert "Write: https://nordet.example/?utm_source=facebook&utm_medium=paid_social&utm_campaign=a" in answer.out


def test_lint_reads_the_links_and_campaigns_of_a_folder(call, tmp_path):
    (tmp_path / "google.csv").write_text(
        "Day,Campaign,Currency code,Cost\n2026-09-01,Marque + générique,CAD,70\n2026-09-02,Copie de A,CAD,5\n", "utf-8"
    )
    (tmp_path / "liens.txt").write_text("\nhttps://nordet.example/?utm_source=google&utm_medium=annonce\n", "utf-8")
    answer = call("utm", "lint", tmp_path, "--lang", "fr")
    out = answer.out.replace("\u00a0", " ").replace("\u202f", " ")
    assert answer.code == 3
    assert "liens.txt:2: https://nordet.example/" in out
    assert "Elle mise à la fois sur votre nom et sur des mots généraux (70,00 $)" in out
    assert "Personne ne l’a nommée (5,00 $)" in out
    assert "Liens examinés : 1; campagnes : 2." in out


def test_a_clean_link_ends_well(call):
    answer = call("utm", "lint", "https://nordet.example/?utm_source=google&utm_medium=cpc&utm_campaign=toitures")
    assert (answer.code, answer.out.strip()) == (0, "Nothing to mend. Links looked at: 1; campaigns: 0.")


def test_a_target_that_is_nothing_is_said(call, tmp_path):
    answer = call("utm", "lint", tmp_path / "absent.csv")
    assert answer.code == 3
    assert "neither a link, a file nor a folder" in answer.err


def test_build_prints_the_link_alone_on_standard_output(call):
    answer = call(
        "utm", "build", "https://nordet.example/p", "--source", "FB", "--medium", "payant", "--campaign", "Rentrée 26"
    )
    assert answer.code == 0
    assert answer.out == "https://nordet.example/p?utm_source=facebook&utm_medium=cpc&utm_campaign=rentree-26\n"
    assert "counted in: " in answer.err


def test_build_prints_no_link_that_would_break_measurement(call):
    for link, medium in (("https://nordet.example", "annonce"), ("nordet.example", "cpc")):
        answer = call("utm", "build", link, "--source", "google", "--medium", medium, "--campaign", "a")
        assert (answer.code, answer.out) == (3, "")
        assert answer.err.strip()
