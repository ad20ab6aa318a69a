"""The published JSON schemas of the standard, where they are at hand."""
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def folder(stated=None):
    """The folder of rsmf_schema_2_0_0.json, or None. RSMF_SCHEMA names it; else it is looked for beside the project."""
    for place in (stated, os.environ.get("RSMF_SCHEMA"), ROOT.parent / "shared" / "schema"):
        if place and (Path(place) / "rsmf_schema_2_0_0.json").exists():
            return Path(place)
    return None


class Schemas:
    def __init__(self, stated=None):
        self.validators = {}
        place = folder(stated)
        if place is None:
            return
        import jsonschema
        for version in ("1.0.0", "2.0.0"):
            path = place / f"rsmf_schema_{version.replace('.', '_')}.json"
            self.validators[version] = jsonschema.Draft7Validator(json.loads(path.read_text(encoding="utf-8-sig")))

    def present(self):
        return bool(self.validators)

    def check(self, manifest):
        validator = self.validators.get(manifest.get("version"))
        for error in validator.iter_errors(manifest) if validator else ():
            where = "/".join(str(part) for part in error.absolute_path)
            yield "R060", "E", f"schema: {where}: {error.message[:200]}"
