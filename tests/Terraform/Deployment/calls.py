"""Prints, as one JSON object, the calls of moto's recording: for each IAM action the names of what it was called for, as far as a request tells them.

IAM names a REST call of API Gateway by its method. Every other action has its operation's name (Service Authorization Reference)."""

import base64
import json
import re
import sys
from urllib.parse import parse_qsl, unquote, urlparse

import botocore.session

SERVICES = {"monitoring": "cloudwatch"}
MODELS = {"apigateway": "apigatewayv2", "monitoring": "cloudwatch"}
session = botocore.session.get_session()
routes = {}


def routes_of(service):
    if service not in routes:
        operations = session.get_service_model(MODELS.get(service, service))
        # A parameter may have slashes, as an ARN does: the longest route that fits is the call's.
        routes[service] = [
            (http["method"], re.compile(re.sub(r"\\{(\w+)(?:\\\+)?\\}", r"(?P<\1>.+)", re.escape(http["requestUri"].split("?")[0].rstrip("/"))) + "/?$"), name)
            for name in operations.operation_names
            for http in [operations.operation_model(name).http]
        ]
        routes[service].sort(key=lambda route: -len(route[1].pattern))
    return routes[service]


def read(entry):
    headers = {name.lower(): value for name, value in entry["headers"].items()}
    service = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", headers["authorization"]).group(1)
    body = base64.b64decode(entry["body"] or "").decode()
    url = urlparse(entry["url"])
    path = url.path
    if "x-amz-target" in headers:
        return service, headers["x-amz-target"].split(".")[1], json.loads(body or "{}")
    form = dict(parse_qsl(body)) if body.startswith(("Action=", "Version=")) or "&Action=" in body else {}
    if "Action" in form:
        return service, form.pop("Action"), form
    for method, pattern, name in routes_of(service):
        if method == entry["method"] and (match := pattern.match(path)):
            given = {name: unquote(value) for name, value in match.groupdict().items()}
            query = dict(parse_qsl(url.query))
            return service, entry["method"] if service == "apigateway" else name, {"path": path, **query, **(json.loads(body) if body.startswith("{") else {}), **given}
    raise SystemExit(f"unknown call: {service} {entry['method']} {path}")


found = {}
with open(sys.argv[1], encoding="utf-8") as recording:
    for line in recording:
        entry = json.loads(line)
        if "moto-api" in entry["url"]:
            continue
        if not entry["headers"].get("User-Agent", "").startswith("APN/1.0 HashiCorp"):
            continue
        service, operation, request = read(entry)
        found.setdefault(f"{SERVICES.get(service, service)}:{operation}", []).append(request)
print(json.dumps(found))
