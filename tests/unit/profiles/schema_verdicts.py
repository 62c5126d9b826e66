"""Compares what JSON Schemas say of documents with what the typed readers said.

Each line of standard input is {"schema": PATH, "reader": "" or its error, "document": ANY}. Prints the documents of which
the two think differently, and how many there were. Exits with 77 where python3-jsonschema is missing.
"""
import json
import sys

try:
    from jsonschema import Draft7Validator
except ImportError:
    sys.exit(77)

validators = {}
count = {True: 0, False: 0}
differences = 0
for line in sys.stdin:
    case = json.loads(line)
    path = case["schema"]
    if path not in validators:
        with open(path, encoding="utf-8") as file:
            schema = json.load(file)
        Draft7Validator.check_schema(schema)
        validators[path] = Draft7Validator(schema)
    is_valid = validators[path].is_valid(case["document"])
    count[is_valid] += 1
    if is_valid != (case["reader"] == ""):
        differences += 1
        if differences <= 10:
            print("schema says", is_valid, "reader says", case["reader"] or True, "of", json.dumps(case["document"]))
print(f"{count[True]} valid, {count[False]} invalid, {differences} differences")
sys.exit(1 if differences else 0)
