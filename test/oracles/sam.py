"""What aws-sam-translator makes of templates: reads {"partition", "region", "templates": {name: text}} from standard
input, prints {name: output} with the roles and policies alone, or {"errorMessage"} where it refuses a template."""

import json
import os
import sys

asked = json.load(sys.stdin)
os.environ["AWS_DEFAULT_REGION"] = asked["region"]

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

CODE = {"CodeUri", "ContentUri", "DefinitionUri", "SchemaUri"}
KEPT = {"AWS::Lambda::Function": "Role", "AWS::StepFunctions::StateMachine": "RoleArn"}


def upload(properties):
    """What `sam package` would have done: local paths become places in S3."""
    for key in CODE & set(properties):
        if isinstance(properties[key], str) and not properties[key].startswith("s3://"):
            properties[key] = "s3://bucket/key"


def prepare(template):
    sections = template.get("Globals") or {}
    for section in sections.values():
        upload(section)
    images = (sections.get("Function") or {}).get("PackageType") == "Image"
    for resource in template.get("Resources", {}).values():
        properties = resource.setdefault("Properties", {})
        if not str(resource.get("Type")).startswith("AWS::Serverless::") or not isinstance(properties, dict):
            continue
        upload(properties)
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        if images or properties.get("PackageType") == "Image":
            properties.pop("CodeUri", None)
            properties.setdefault("ImageUri", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/image:tag")
        elif "InlineCode" not in properties and "CodeUri" not in (sections.get("Function") or {}):
            properties.setdefault("CodeUri", "s3://bucket/key")
    return template


def reduce(resource):
    kind = resource["Type"]
    if kind.startswith("AWS::IAM::"):
        return resource
    name = KEPT.get(kind)
    properties = resource.get("Properties", {})
    return {"Type": kind, "Properties": {name: properties[name]} if name in properties else {}} if name else None


def translate(text):
    try:
        output = Translator({}, Parser()).translate(prepare(yaml_parse(text)), {})
    except InvalidDocumentException as error:
        return {"errorMessage": "; ".join(cause.message for cause in error.causes)}
    resources = {name: reduce(resource) for name, resource in output["Resources"].items()}
    kept = {name: resource for name, resource in sorted(resources.items()) if resource is not None}
    return {**{name: output[name] for name in ("Parameters", "Mappings", "Conditions") if name in output}, "Resources": kept}


results = {name: translate(text) for name, text in asked["templates"].items()}
json.dump(results, sys.stdout, default=str)
