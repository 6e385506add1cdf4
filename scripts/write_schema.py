"""Publish the JSON Schema of `decisions.json` in `docs/schema/`."""

import json
from pathlib import Path

from bascule.decisions import Decisions

TARGET = Path(__file__).resolve().parents[1] / "docs" / "schema" / "decisions-1.json"


def main() -> None:
    """Write the schema as the code has it."""
    schema = Decisions.model_json_schema(by_alias=True)
    TARGET.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
