"""Prints, as one JSON object, the calls of moto's recording: for each IAM action the names of what it was called for, as far as a request tells them.

IAM names a REST call of API Gateway by its method, and some of S3 by other names. Every other action has its operation's name (Service Authorization
Reference)."""

import base64
import json
import re
import sys
from urllib.parse import parse_qsl, unquote, urlparse

import botocore.session

SERVICES = {"monitoring": "cloudwatch"}
MODELS = {"apigateway": "apigatewayv2", "monitoring": "cloudwatch"}
# S3's operations whose IAM action has another name.
S3 = {
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "GetBucketCors": "GetBucketCORS",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration",
    "GetBucketReplication": "GetReplicationConfiguration",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "HeadBucket": "ListBucket",
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "PutBucketLifecycle": "PutLifecycleConfiguration",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
}
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


def read_s3(method, url):
    """A call of a bucket: its operation is told by the method and one parameter without a value, such as ?policy."""
    asked = {name for name, _ in parse_qsl(url.query, keep_blank_values=True)}
    model = session.get_service_model("s3")
    for name in model.operation_names:
        http = model.operation_model(name).http
        path, _, parameter = http["requestUri"].partition("?")
        if http["method"] == method and path == "/{Bucket}" and set(filter(None, parameter.split("&"))) == asked - {"x-id"}:
            return "s3", S3.get(name, name), {"Bucket": url.path.strip("/")}
    raise SystemExit(f"unknown call: s3 {method} {url.path}?{url.query}")


def read(entry):
    headers = {name.lower(): value for name, value in entry["headers"].items()}
    service = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", headers["authorization"]).group(1)
    body = base64.b64decode(entry["body"] or "").decode()
    url = urlparse(entry["url"])
    path = url.path
    if service == "s3":
        return read_s3(entry["method"], url)
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
