"""Prints, as one JSON object, everything that a deployment has made, as boto3 finds it: nothing is filtered by name."""

import json
import sys

import boto3

REGION = sys.argv[1]


def client(service):
    return boto3.client(service, region_name=REGION)


def pages(service, operation, key, **arguments):
    made = client(service)
    if made.can_paginate(operation):
        return [item for page in made.get_paginator(operation).paginate(**arguments) for item in page.get(key, [])]
    return getattr(made, operation)(**arguments).get(key, [])


def read(service, operation, **arguments):
    answer = getattr(client(service), operation)(**arguments)
    del answer["ResponseMetadata"]
    return answer


def queues():
    sqs = client("sqs")
    found = {}
    for url in pages("sqs", "list_queues", "QueueUrls"):
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        found[url.rsplit("/", 1)[1]] = {"Url": url, "Attributes": attributes}
    return found


def tables():
    dynamodb = client("dynamodb")
    return {name: dynamodb.describe_table(TableName=name)["Table"] for name in pages("dynamodb", "list_tables", "TableNames")}


def roles():
    iam = client("iam")
    found = {}
    for role in pages("iam", "list_roles", "Roles"):
        names = pages("iam", "list_role_policies", "PolicyNames", RoleName=role["RoleName"])
        found[role["RoleName"]] = {
            "RoleId": role["RoleId"],
            "Trust": role["AssumeRolePolicyDocument"],
            "Policies": {name: iam.get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"] for name in names},
        }
    return found


def policy_of(function):
    try:
        return json.loads(client("lambda").get_policy(FunctionName=function, Qualifier="live")["Policy"])
    except client("lambda").exceptions.ResourceNotFoundException:
        return None


def apis():
    found = []
    for api in pages("apigatewayv2", "get_apis", "Items"):
        parts = {name: pages("apigatewayv2", f"get_{name}", "Items", ApiId=api["ApiId"]) for name in ("routes", "integrations", "stages")}
        found.append({**api, **parts})
    return found


def schedules():
    return {one["Name"]: read("scheduler", "get_schedule", Name=one["Name"], GroupName=one["GroupName"]) for one in pages("scheduler", "list_schedules", "Schedules")}


def functions():
    names = [one["FunctionName"] for one in pages("lambda", "list_functions", "Functions")]
    return {name: {**read("lambda", "get_function_configuration", FunctionName=name, Qualifier="live"), "Policy": policy_of(name)} for name in names}


def buckets():
    s3 = client("s3")
    return {
        name: {
            "PublicAccessBlock": s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"],
            "Encryption": s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"],
            "Lifecycle": s3.get_bucket_lifecycle_configuration(Bucket=name),
            "Policy": s3.get_bucket_policy(Bucket=name)["Policy"],
            "Notification": s3.get_bucket_notification_configuration(Bucket=name),
        }
        for name in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    }


print(json.dumps(
    {
        "queues": queues(),
        "tables": tables(),
        "functions": functions(),
        "buckets": buckets(),
        "mappings": pages("lambda", "list_event_source_mappings", "EventSourceMappings"),
        "roles": roles(),
        "apis": apis(),
        "schedules": schedules(),
        "alarms": {alarm["AlarmName"]: alarm for alarm in pages("cloudwatch", "describe_alarms", "MetricAlarms")},
        "dashboards": [dashboard["DashboardName"] for dashboard in pages("cloudwatch", "list_dashboards", "DashboardEntries")],
        "log_groups": {group["logGroupName"]: group.get("retentionInDays") for group in pages("logs", "describe_log_groups", "logGroups")},
    },
    default=str,
))
