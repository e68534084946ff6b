"""Validates a JSON document against one schema of an OpenAPI 3.1 file.

usage: validate_schema.py OPENAPI.json '#/components/schemas/Name' DOCUMENT.json
Exit status 0: valid; 1: invalid, the reasons on standard output; 77: python3-jsonschema is absent.
"""

import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main(openapi, pointer, document):
    schema = load(openapi)
    schema["$ref"] = pointer
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(load(document)))
    for error in errors:
        print(error.message[:500])
    return 1 if errors else 0


sys.exit(main(*sys.argv[1:]))
