"""`bascule connect` on the command line: what is asked for, and what is missing."""


def test_a_platform_without_a_connector_is_named_before_any_folder_is_looked_for(call):
    answer = call("connect", "list")
    assert answer.code == 3
    assert "no connector for list" in answer.err
    assert "google-ads" in answer.err


def test_a_platform_alone_asks_for_the_folder(call):
    answer = call("connect", "stripe", "--lang", "fr")
    assert answer.code == 2
    assert "bascule connect stripe DOSSIER" in answer.err
