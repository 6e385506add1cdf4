import subprocess
import sys

import pytest

from bascule.locale.detect import detect


@pytest.mark.parametrize(
    ("asked", "environ", "lang"),
    [
        ("fr", {"LANG": "en_CA.UTF-8"}, "fr"),
        (None, {"LC_ALL": "fr_CA.UTF-8", "LANG": "en_CA.UTF-8"}, "fr"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "en_CA", "LANG": "fr_CA"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "C"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_first_word_on_language_decides(asked, environ, lang):
    assert detect(asked, environ) == lang


def test_babel_is_not_paid_for_before_a_figure_is_said():
    script = "import sys, bascule.locale, bascule.locale.wording; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
