"""usage: python_jsonschema.py SCHEMAFOLDER FILE     prints valid or invalid for each manifest, one a line of the file"""
import json
import sys
from pathlib import Path

import jsonschema

folder, file = map(Path, sys.argv[1:])
validators = {version: jsonschema.Draft7Validator(json.loads((folder / f"rsmf_schema_{version.replace('.', '_')}.json").read_text(
    encoding="utf-8-sig"))) for version in ("1.0.0", "2.0.0")}
for line in file.read_text(encoding="utf-8").split("\n"):
    if line:
        manifest = json.loads(line)
        version = manifest.get("version")
        validator = validators[version if version in validators else "2.0.0"] if isinstance(version, str) else validators["2.0.0"]
        print("valid" if validator.is_valid(manifest) else "invalid")
