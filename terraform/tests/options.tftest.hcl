# The options of a deployment: variables.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  packages_folder           = "tests/fixtures/packages"
  composite_alarm_topic_arn = "arn:aws:sns:ap-south-1:111122223333:on-call"
}

run "another_processor_pollers_provisioned_units_and_a_key_of_its_own" {
  variables {
    architecture        = "x86_64"
    processor_pollers   = { minimum = 2, maximum = 20 }
    table_capacity      = { read_units = 5, write_units = 6, index_read_units = 7, index_write_units = 8 }
    deletion_protection = false
    create_kms_key      = true
    log_retention_days  = 7
  }

  assert {
    condition = alltrue([for function in [module.ingest.function, module.processor.function, module.notifier.function] :
      function.architectures == tolist(["x86_64"]) && function.filename == "tests/fixtures/packages/${function.function_name}-x64.zip"
    ])
    error_message = "architecture: with x86_64 every function must run its x64 package."
  }
  assert {
    condition = (
      length(aws_lambda_event_source_mapping.orders.scaling_config) == 0
      && aws_lambda_event_source_mapping.orders.provisioned_poller_config[0].minimum_pollers == 2
      && aws_lambda_event_source_mapping.orders.provisioned_poller_config[0].maximum_pollers == 20
    )
    error_message = "processor_pollers: they must replace maximum_concurrency."
  }
  assert {
    condition = (
      aws_dynamodb_table.orders.billing_mode == "PROVISIONED" && aws_dynamodb_table.orders.read_capacity == 5
      && aws_dynamodb_table.orders.write_capacity == 6 && one(aws_dynamodb_table.orders.global_secondary_index).read_capacity == 7
      && one(aws_dynamodb_table.orders.global_secondary_index).write_capacity == 8
    )
    error_message = "table_capacity: table and index must have these units."
  }
  assert {
    condition     = !aws_dynamodb_table.orders.deletion_protection_enabled
    error_message = "deletion_protection: false must let the table be deleted."
  }
  assert {
    condition = alltrue([for queue in concat(
      [aws_sqs_queue.orders, aws_sqs_queue.orders_dead_letters, aws_sqs_queue.events_dead_letters],
      values(aws_sqs_queue.consumer), values(aws_sqs_queue.consumer_dead_letters),
    ) : queue.kms_master_key_id == aws_kms_key.orders[0].arn])
    error_message = "create_kms_key: every queue must have the key."
  }
  assert {
    condition = (
      aws_dynamodb_table.orders.server_side_encryption[0].kms_key_arn == aws_kms_key.orders[0].arn
      && aws_cloudwatch_log_group.api.kms_key_id == aws_kms_key.orders[0].arn
    )
    error_message = "create_kms_key: the table and the logs must have the key."
  }
  assert {
    condition = alltrue([for function in [module.ingest, module.processor, module.notifier] :
      function.statements.Encryption.Resource == aws_kms_key.orders[0].arn
      && function.statements.Encryption.Action == ["kms:Decrypt", "kms:GenerateDataKey"]
    ])
    error_message = "create_kms_key: every function must be allowed to use the key."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.scheduler.policy).Statement[1].Resource == aws_kms_key.orders[0].arn
    error_message = "create_kms_key: the scheduler must be allowed to use the key."
  }
  assert {
    condition     = [module.ingest, module.processor, module.notifier][*].retention_in_days == [7, 7, 7] && aws_cloudwatch_log_group.api.retention_in_days == 7
    error_message = "log_retention_days: every log group must have it."
  }
}

run "rows_with_a_time_to_live" {
  command = plan

  variables {
    table = { name = "Orders", index_statuses = ["PENDING"], index_shards = 8, time_to_live_days = 90 }
  }

  assert {
    condition     = aws_dynamodb_table.orders.ttl[0].enabled && aws_dynamodb_table.orders.ttl[0].attribute_name == "remove_after"
    error_message = "time_to_live_days: DynamoDB must remove rows by remove_after."
  }
  assert {
    condition     = local.environments.processor.TIME_TO_LIVE_DAYS == "90"
    error_message = "time_to_live_days: the Processor must have TIME_TO_LIVE_DAYS."
  }
}

run "a_bucket_for_the_records_that_lambda_gives_up" {
  variables {
    create_kms_key   = true
    order_events_dlq = { name = "order-events-dlq", message_retention_seconds = 1209600, max_message_size_bytes = 262144, records_bucket = "failed-records" }
  }

  assert {
    condition     = aws_s3_bucket.records["records"].bucket == "failed-records-111122223333-ap-south-1" && output.records_bucket == "failed-records-111122223333-ap-south-1"
    error_message = "records_bucket: its name must have account and region, because all accounts share the names."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.stream.destination_config[0].on_failure[0].destination_arn == aws_s3_bucket.records["records"].arn
    error_message = "records_bucket: it must be the on-failure destination of the stream's mapping."
  }
  assert {
    condition = [for bucket in [
      aws_s3_bucket_public_access_block.records["records"].bucket, aws_s3_bucket_server_side_encryption_configuration.records["records"].bucket,
      aws_s3_bucket_lifecycle_configuration.records["records"].bucket, aws_s3_bucket_policy.records["records"].bucket, aws_s3_bucket_notification.records["records"].bucket,
    ] : bucket if bucket != aws_s3_bucket.records["records"].id] == []
    error_message = "records_bucket: its protection must be that bucket's."
  }
  assert {
    condition = alltrue([for block in [aws_s3_bucket_public_access_block.records["records"]] :
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    ])
    error_message = "records_bucket: it must never be public."
  }
  assert {
    condition = alltrue([for rule in aws_s3_bucket_server_side_encryption_configuration.records["records"].rule :
      rule.bucket_key_enabled && one(rule.apply_server_side_encryption_by_default).sse_algorithm == "aws:kms"
      && one(rule.apply_server_side_encryption_by_default).kms_master_key_id == aws_kms_key.orders[0].arn
    ])
    error_message = "records_bucket: with a key of the deployment, it must be encrypted with it."
  }
  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.records["records"].rule).expiration[0].days == 15
    error_message = "records_bucket: an object must outlive the notice of it, and no more."
  }
  assert {
    condition = jsondecode(aws_s3_bucket_policy.records["records"].policy).Statement == [{
      Sid       = "DenyWithoutTls", Effect = "Deny", Principal = "*", Action = "s3:*"
      Resource  = [aws_s3_bucket.records["records"].arn, "${aws_s3_bucket.records["records"].arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "records_bucket: it must refuse requests without TLS."
  }
  assert {
    condition = (
      aws_s3_bucket_notification.records["records"].queue[0].queue_arn == aws_sqs_queue.events_dead_letters.arn
      && aws_s3_bucket_notification.records["records"].queue[0].events == toset(["s3:ObjectCreated:*"])
    )
    error_message = "records_bucket: notices of its objects must go to order-events-dlq, whose alarms operators get."
  }
  assert {
    condition = [for policy in [jsondecode(aws_sqs_queue_policy.events_dead_letters.policy).Statement[1], jsondecode(aws_kms_key.orders[0].policy).Statement[2]] :
      [policy.Principal, policy.Condition.ArnEquals["aws:SourceArn"], policy.Condition.StringEquals["aws:SourceAccount"]]] == [
      [{ Service = "s3.amazonaws.com" }, aws_s3_bucket.records["records"].arn, "111122223333"],
      [{ Service = "s3.amazonaws.com" }, aws_s3_bucket.records["records"].arn, "111122223333"],
    ]
    error_message = "records_bucket: S3 may send to order-events-dlq and use its key, for this bucket only."
  }
  assert {
    condition = { for sid, statement in module.notifier.statements : sid => [statement.Action, statement.Resource] if strcontains(sid, "OnFailure") } == {
      OnFailureMapping       = ["s3:PutObject", "${aws_s3_bucket.records["records"].arn}/*"]
      OnFailureBucketMapping = ["s3:ListBucket", aws_s3_bucket.records["records"].arn]
    }
    error_message = "records_bucket: Lambda needs s3:PutObject and s3:ListBucket of the Notifier's role."
  }
  assert {
    condition = [for policy in [aws_iam_policy.reader, aws_iam_policy.operator] : [
      for statement in jsondecode(policy.policy).Statement : [statement.Action, statement.Resource] if strcontains(statement.Sid, "Records")]] == [
      [["s3:GetObject", "${aws_s3_bucket.records["records"].arn}/*"], ["s3:ListBucket", aws_s3_bucket.records["records"].arn]],
      [["s3:DeleteObject", "${aws_s3_bucket.records["records"].arn}/*"]],
    ]
    error_message = "records_bucket: readers may look at the records, and operators may also delete them."
  }
}

run "no_bucket_unless_it_is_named" {
  command = plan

  assert {
    condition     = length(aws_s3_bucket.records) == 0 && output.records_bucket == null
    error_message = "records_bucket: null must make no bucket."
  }
}

run "a_key_of_its_own_and_principals_of_other_accounts" {
  command = plan

  variables {
    prefix              = "staging-"
    create_kms_key      = true
    senders             = [{ name = "market", queue = "orders-market", maximum_concurrency = 2 }]
    sender_principals   = { market = ["arn:aws:iam::444455556666:root"] }
    consumer_principals = { notifications = ["arn:aws:iam::777788889999:role/mailer"], fulfilment = [] }
  }

  assert {
    condition = [for statement in slice(jsondecode(aws_kms_key.orders[0].policy).Statement, 2, 4) : [
      statement.Principal.AWS, statement.Action, statement.Condition.StringEquals["kms:ViaService"], statement.Condition.StringEquals["kms:EncryptionContext:aws:sqs:arn"]]] == [
      [["arn:aws:iam::444455556666:root"], ["kms:GenerateDataKey", "kms:Decrypt"], "sqs.ap-south-1.amazonaws.com", "arn:aws:sqs:ap-south-1:111122223333:staging-orders-market"],
      [["arn:aws:iam::777788889999:role/mailer"], ["kms:Decrypt"], "sqs.ap-south-1.amazonaws.com", "arn:aws:sqs:ap-south-1:111122223333:staging-order-events-notifications.fifo"],
    ]
    error_message = "create_kms_key: each principal may use the key for its own queue, and for nothing else."
  }
  assert {
    condition     = length(jsondecode(aws_kms_key.orders[0].policy).Statement) == 4
    error_message = "create_kms_key: nobody else may use the key."
  }
  assert {
    condition     = aws_kms_key.orders[0].deletion_window_in_days == 30
    error_message = "create_kms_key: a deleted key must stay for KMS's longest time, because dead letters and backups need it."
  }
}

run "a_key_that_exists_and_principals_of_other_accounts" {
  command = plan

  variables {
    kms_key_arn              = "arn:aws:kms:ap-south-1:444455556666:key/other"
    consumer_principals      = { notifications = ["arn:aws:iam::777788889999:role/mailer"] }
    permissions_boundary_arn = "arn:aws:iam::111122223333:policy/boundary"
    alarm_topic_arn          = "arn:aws:sns:ap-south-1:111122223333:operators"
    audit_log                = "s3://audit-logs/orders/production"
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_policy.reader.policy).Statement : [statement.Action, statement.Resource] if strcontains(statement.Sid, "AuditLog")] == [
      [["s3:PutObject", "s3:GetObject"], "arn:aws:s3:::audit-logs/orders/production/*"],
      ["s3:ListBucket", "arn:aws:s3:::audit-logs"],
    ]
    error_message = "audit_log: people may write and read it, and nothing else of the bucket."
  }

  assert {
    condition     = length(aws_kms_key.orders) == 0 && aws_sqs_queue.orders.kms_master_key_id == var.kms_key_arn && module.ingest.statements.Encryption.Resource == var.kms_key_arn
    error_message = "kms_key_arn: that key must be used, and no key created."
  }
  assert {
    condition = { for name, policy in aws_sqs_queue_policy.consumer : name => [
      for statement in jsondecode(policy.policy).Statement : statement.Principal.AWS if statement.Effect == "Allow"]
      } == {
      fulfilment    = []
      notifications = [["arn:aws:iam::777788889999:role/mailer"]]
    }
    error_message = "consumer_principals: they may receive from their own queue only."
  }
  assert {
    condition = alltrue([for role in [module.ingest.role, module.processor.role, module.notifier.role, aws_iam_role.scheduler] :
      role.permissions_boundary == var.permissions_boundary_arn
    ])
    error_message = "permissions_boundary_arn: every role must have it."
  }
  assert {
    condition = alltrue([for alarm in concat(
      values(aws_cloudwatch_metric_alarm.dead_letters), values(aws_cloudwatch_metric_alarm.errors), values(aws_cloudwatch_metric_alarm.throttles),
      values(aws_cloudwatch_metric_alarm.duration), values(aws_cloudwatch_metric_alarm.oldest_event),
      values(aws_cloudwatch_metric_alarm.dead_letters_growing), values(aws_cloudwatch_metric_alarm.dead_letters_old), values(aws_cloudwatch_metric_alarm.near_retention),
      values(aws_cloudwatch_metric_alarm.counts), values(aws_cloudwatch_metric_alarm.oldest_order),
      [aws_cloudwatch_metric_alarm.stream_lag, aws_cloudwatch_metric_alarm.key_conflicts, aws_cloudwatch_metric_alarm.schedule,
      aws_cloudwatch_metric_alarm.undelivered, aws_cloudwatch_metric_alarm.not_invoked],
    ) : alarm.alarm_actions == toset([var.alarm_topic_arn]) && alarm.ok_actions == toset([var.alarm_topic_arn])])
    error_message = "alarm_topic_arn: every alarm must notify it, for ALARM and for OK."
  }
}

run "tokens" {
  variables {
    api_authorization = "JWT"
    api_jwt           = { issuer = "https://login.example", audience = ["orders"] }
  }

  assert {
    condition = (
      one(aws_apigatewayv2_authorizer.jwt[0].jwt_configuration).issuer == "https://login.example"
      && one(aws_apigatewayv2_authorizer.jwt[0].jwt_configuration).audience == toset(["orders"])
    )
    error_message = "api_jwt: the authorizer must have issuer and audience."
  }
  assert {
    condition = alltrue([for route in values(aws_apigatewayv2_route.orders) :
      route.authorization_type == "JWT" && route.authorizer_id == aws_apigatewayv2_authorizer.jwt[0].id
    ])
    error_message = "api_authorization: with JWT every route must use the authorizer."
  }
}

run "pages_of_a_web_site_and_scopes" {
  variables {
    api_authorization = "JWT"
    api_jwt           = { issuer = "https://login.example", audience = ["orders"], scopes = { read = ["orders/read"], write = ["orders/write"] } }
    api_cors          = { allow_origins = ["https://shop.example", "http://localhost:3000"] }
  }

  assert {
    condition = (
      one(aws_apigatewayv2_api.orders.cors_configuration).allow_origins == toset(["https://shop.example", "http://localhost:3000"])
      && one(aws_apigatewayv2_api.orders.cors_configuration).allow_methods == toset(["GET", "POST", "PUT", "DELETE"])
      && contains(one(aws_apigatewayv2_api.orders.cors_configuration).allow_headers, "idempotency-key")
      && contains(one(aws_apigatewayv2_api.orders.cors_configuration).expose_headers, "idempotency-replayed")
    )
    error_message = "api_cors: pages of these sites, and of no other, may send what the API takes and read what it answers."
  }
  assert {
    condition     = length([for key in keys(aws_apigatewayv2_route.orders) : key if can(regex("^(ANY|OPTIONS) ", key))]) == 0
    error_message = "api_cors: a route that has OPTIONS would ask a browser's preflight for a token."
  }
  assert {
    condition = alltrue([for key, route in aws_apigatewayv2_route.orders :
      route.authorization_type == "JWT" && route.authorization_scopes == toset([can(regex("^(GET|HEAD) ", key)) ? "orders/read" : "orders/write"])
    ])
    error_message = "api_jwt.scopes: reading needs a scope to read, everything else one to write."
  }
}

run "callers_of_other_accounts" {
  command = plan

  variables {
    prefix                   = "staging-"
    permissions_boundary_arn = "arn:aws:iam::111122223333:policy/boundary"
    api_callers              = { shop = ["arn:aws:iam::444455556666:role/shop"], partner = ["arn:aws:iam::777788889999:root"] }
  }

  assert {
    condition = { for role in values(aws_iam_role.api_caller) : role.name => [jsondecode(role.assume_role_policy).Statement[0].Principal.AWS, role.permissions_boundary] } == {
      "staging-orders-api-shop-ap-south-1"    = [["arn:aws:iam::444455556666:role/shop"], "arn:aws:iam::111122223333:policy/boundary"]
      "staging-orders-api-partner-ap-south-1" = [["arn:aws:iam::777788889999:root"], "arn:aws:iam::111122223333:policy/boundary"]
    }
    error_message = "api_callers: each must have a role of its own, which only its principals may assume."
  }
}

run "a_public_api_that_is_meant" {
  command = plan

  variables {
    api_authorization       = "NONE"
    api_public_acknowledged = true
  }

  assert {
    condition     = alltrue([for route in values(aws_apigatewayv2_route.orders) : route.authorization_type == "NONE"])
    error_message = "api_authorization: NONE must be accepted if it is acknowledged."
  }
}

run "a_prefix" {
  command = plan

  variables {
    prefix = "staging-"
  }

  assert {
    condition = alltrue([for name in concat(
      [for queue in concat(
        [aws_sqs_queue.orders, aws_sqs_queue.orders_dead_letters, aws_sqs_queue.events_dead_letters],
        values(aws_sqs_queue.consumer), values(aws_sqs_queue.consumer_dead_letters),
      ) : queue.name],
      [module.ingest.name, module.processor.name, module.notifier.name, module.ingest.role.name, aws_iam_role.scheduler.name],
      [aws_dynamodb_table.orders.name, aws_apigatewayv2_api.orders.name, aws_scheduler_schedule.expiry.name, aws_cloudwatch_dashboard.orders.dashboard_name],
      [for alarm in values(aws_cloudwatch_metric_alarm.errors) : alarm.alarm_name], [for alarm in values(aws_cloudwatch_metric_alarm.oldest_order) : alarm.alarm_name],
    ) : startswith(name, "staging-")])
    error_message = "prefix: it must be before every name."
  }
  assert {
    condition     = module.notifier.function.environment[0].variables.EVENT_SOURCE == "/orders/staging"
    error_message = "prefix: the events' source must have it."
  }
  assert {
    condition = alltrue([for name in concat(
      [module.ingest, module.processor, module.notifier][*].role.name,
      [aws_iam_role.scheduler.name, aws_iam_policy.reader.name, aws_iam_policy.operator.name, aws_cloudwatch_dashboard.orders.dashboard_name],
    ) : endswith(name, "-ap-south-1")])
    error_message = "region: names that all regions of an account share must have it."
  }
}
