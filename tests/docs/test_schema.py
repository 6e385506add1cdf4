import json
from pathlib import Path

import jsonschema
import pytest

from bascule.decisions import Decisions

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "docs" / "schema" / "decisions-1.json"


def test_the_published_schema_is_that_of_the_code():
    published = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert published == Decisions.model_json_schema(by_alias=True), "make schema, then look at what changed"


def test_what_is_written_obeys_the_published_schema(study):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(study.decisions.to_json()), schema)


def test_a_field_that_is_missing_or_unknown_does_not(study):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    written = json.loads(study.decisions.to_json())
    for broken in ({**written, "surprise": 1}, {k: v for k, v in written.items() if k != "channels"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema)
