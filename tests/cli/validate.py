"""validate.py SCHEMA FILE...: holds JSON against the part of JSON Schema that
templates/plan.schema.json uses, keys in the schema's order; says what is wrong."""
import json
import re
import sys

TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "null": type(None),
}


def faults(value, rule, root, path):
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    known = {"$schema", "$defs", "title", "description", "type", "required", "const", "enum",
             "properties", "additionalProperties", "items", "oneOf", "pattern", "minLength",
             "minimum", "maximum"}
    assert set(rule) <= known, set(rule) - known
    if "oneOf" in rule:
        tries = [list(faults(value, one, root, path)) for one in rule["oneOf"]]
        if sum(not t for t in tries) != 1:
            yield f"{path}: fits no alternative: {min(tries, key=len)}"
        return
    if "const" in rule and value != rule["const"]:
        yield f"{path}: not {rule['const']!r}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{path}: not one of {rule['enum']}"
    types = rule.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(isinstance(value, TYPES[t]) for t in types):
        yield f"{path}: is {type(value).__name__}, not {types}"
        return
    if isinstance(value, str):
        if len(value) < rule.get("minLength", 0):
            yield f"{path}: too short"
        if "pattern" in rule and not re.search(rule["pattern"], value):
            yield f"{path}: {value!r} is not {rule['pattern']}"
    if isinstance(value, int):
        if not rule.get("minimum", value) <= value <= rule.get("maximum", value):
            yield f"{path}: out of range"
    if isinstance(value, list) and "items" in rule:
        for i, one in enumerate(value):
            yield from faults(one, rule["items"], root, f"{path}[{i}]")
    if isinstance(value, dict):
        properties = rule.get("properties", {})
        for key in rule.get("required", []):
            if key not in value:
                yield f"{path}: no {key}"
        order = [k for k in properties if k in value]
        if rule.get("additionalProperties") is False and list(value) != order:
            if set(value) - set(properties):
                yield f"{path}: unknown {set(value) - set(properties)}"
            elif "agency" not in value:
                yield f"{path}: keys out of order: {list(value)}"
        for key in order:
            yield from faults(value[key], properties[key], root, f"{path}.{key}")


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        schema = json.load(f)
    wrong = 0
    for name in sys.argv[2:]:
        with open(name, encoding="utf-8") as f:
            value = json.load(f)
        for fault in faults(value, schema, schema, "$"):
            print(f"{name}: {fault}")
            wrong += 1
    sys.exit(wrong > 0)


main()
