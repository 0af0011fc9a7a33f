"""Which actions trailscraper makes of events: reads [[source, name], ...] on stdin, writes as many lists of actions."""

import json
import sys

from trailscraper.cloudtrail import Record


def actions_of(source, name):
    try:
        statement = Record(source, name).to_statement()
    except Exception:  # It throws where API Gateway has no operation of the name.
        return None
    return [] if statement is None else [action.json_repr() for action in statement.Action]


json.dump([actions_of(*pair) for pair in json.load(sys.stdin)], sys.stdout)
