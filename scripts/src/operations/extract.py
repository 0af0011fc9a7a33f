"""Prints what the report needs of botocore's models, as JSON: one object a service, newest API version only.

Run by update.ts with a Python that has the pinned botocore. Names only; no model text is copied.
"""

import gzip
import json
import os
import sys

import botocore

# The services whose actions are HTTP methods, so that method and path say more than the name.
WITH_HTTP = {"apigateway", "apigatewayv2"}


def read_model(folder):
    path = os.path.join(folder, "service-2.json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    with gzip.open(path + ".gz", "rt", encoding="utf-8") as file:
        return json.load(file)


def newest_model(folder):
    """The model of the newest API version; None where the folder holds none."""
    versions = [name for name in sorted(os.listdir(folder)) if os.path.isdir(os.path.join(folder, name))]
    with_model = [
        name for name in versions if any(f.startswith("service-2.json") for f in os.listdir(os.path.join(folder, name)))
    ]
    return read_model(os.path.join(folder, with_model[-1])) if with_model else None


def facts_of(sdk, model):
    metadata = model["metadata"]
    operations = model["operations"]
    names = sorted(operations)
    facts = {
        "sdk": sdk,
        "serviceId": metadata.get("serviceId", ""),
        "endpointPrefix": metadata["endpointPrefix"],
        "signingName": metadata.get("signingName", metadata["endpointPrefix"]),
        "operations": names,
        # Calls that nobody signs, so that no policy of the caller is looked at.
        "unsigned": [name for name in names if operations[name].get("authtype") == "none"],
    }
    if sdk in WITH_HTTP:
        http = [operations[name]["http"] for name in names]
        facts["http"] = [entry["method"] + " " + entry["requestUri"] for entry in http]
    return facts


def main():
    root = os.path.join(os.path.dirname(botocore.__file__), "data")
    folders = [name for name in sorted(os.listdir(root)) if os.path.isdir(os.path.join(root, name))]
    models = ((name, newest_model(os.path.join(root, name))) for name in folders)
    services = [facts_of(name, model) for name, model in models if model is not None]
    json.dump({"version": botocore.__version__, "services": services}, sys.stdout)


main()
