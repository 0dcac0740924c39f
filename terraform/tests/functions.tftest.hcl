# The functions' settings, environment and permissions, and the table.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  packages_folder           = "tests/fixtures/packages"
  composite_alarm_topic_arn = "arn:aws:sns:ap-south-1:111122223333:on-call"
}

run "environments" {
  assert {
    condition = module.ingest.function.environment[0].variables == tomap({
      ORDERS_TABLE     = aws_dynamodb_table.orders.name
      ORDERS_QUEUE_URL = aws_sqs_queue.orders.url
      INDEX_STATUSES   = "PENDING"
      INDEX_SHARDS     = "8"
    })
    error_message = "Ingest's environment: ORDERS_TABLE, ORDERS_QUEUE_URL, INDEX_STATUSES, INDEX_SHARDS must lead to the table and the orders queue."
  }
  assert {
    condition = module.processor.function.environment[0].variables == tomap({
      ORDERS_TABLE                 = aws_dynamodb_table.orders.name
      ORDERS_QUEUE_URL             = aws_sqs_queue.orders.url
      ORDERS_DLQ_URL               = aws_sqs_queue.orders_dead_letters.url
      MAX_RECEIVE_COUNT            = "50"
      EARLY_CHANGE_MAX_AGE_SECONDS = "18000"
      EXPIRY_ROLE_ID               = aws_iam_role.scheduler.unique_id
      INDEX_STATUSES               = "PENDING"
      INDEX_SHARDS                 = "8"
    })
    error_message = "Processor's environment: ORDERS_TABLE, ORDERS_QUEUE_URL, ORDERS_DLQ_URL must lead to the table, the orders queue and orders-dlq, and EXPIRY_ROLE_ID must be the scheduler's role."
  }
  assert {
    condition     = toset(keys(module.notifier.function.environment[0].variables)) == toset(["CONSUMERS", "EVENTS_DLQ_URL", "EVENT_SOURCE", "QUARANTINE_AFTER_SECONDS"])
    error_message = "Notifier's environment: it must have CONSUMERS, EVENTS_DLQ_URL, EVENT_SOURCE and QUARANTINE_AFTER_SECONDS."
  }
  assert {
    condition = jsondecode(module.notifier.function.environment[0].variables.CONSUMERS) == jsondecode(jsonencode([
      for consumer in var.consumers : {
        name            = consumer.name
        queue_url       = aws_sqs_queue.consumer[consumer.name].url
        types           = consumer.types
        personal_fields = consumer.personal_fields
      }
    ]))
    error_message = "Notifier's CONSUMERS: each consumer must have its own queue, types and personal fields."
  }
  assert {
    condition = (
      module.notifier.function.environment[0].variables.EVENTS_DLQ_URL == aws_sqs_queue.events_dead_letters.url
      && module.notifier.function.environment[0].variables.EVENT_SOURCE == "/orders"
      && module.notifier.function.environment[0].variables.QUARANTINE_AFTER_SECONDS == "60"
    )
    error_message = "Notifier's environment: EVENTS_DLQ_URL must lead to order-events-dlq, EVENT_SOURCE and QUARANTINE_AFTER_SECONDS must be those of the settings."
  }
}

run "permissions" {
  command = plan

  assert {
    condition = { for name, statement in module.ingest.statements : name => [statement.Action, statement.Resource] } == {
      ReadOrders  = [["dynamodb:GetItem", "dynamodb:BatchGetItem"], aws_dynamodb_table.orders.arn]
      ListOrders  = ["dynamodb:Query", "${aws_dynamodb_table.orders.arn}/index/by_status"]
      QueueOrders = ["sqs:SendMessage", aws_sqs_queue.orders.arn]
      Logs        = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:ap-south-1:111122223333:log-group:/aws/lambda/orders-ingest:*"]
      Traces      = [["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"]
    }
    error_message = "Ingest's permissions: it may read the table, list by its index, send to the orders queue, and nothing else."
  }
  assert {
    condition = { for name, statement in module.processor.statements : name => [statement.Action, statement.Resource] } == {
      OrdersMapping  = [["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [aws_sqs_queue.orders.arn]]
      ReturnForRetry = ["sqs:ChangeMessageVisibility", [aws_sqs_queue.orders.arn]]
      DeadLetters    = ["sqs:SendMessage", [aws_sqs_queue.orders_dead_letters.arn]]
      WriteOrders    = [["dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:UpdateItem", "dynamodb:BatchGetItem"], aws_dynamodb_table.orders.arn]
      ExpireOrders   = ["dynamodb:Query", "${aws_dynamodb_table.orders.arn}/index/by_status"]
      Logs           = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:ap-south-1:111122223333:log-group:/aws/lambda/orders-processor:*"]
      Traces         = [["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"]
    }
    error_message = "Processor's permissions: it may read the orders queue, write the table, send to orders-dlq, and nothing else."
  }
  assert {
    condition = { for name, statement in module.notifier.statements : name => [statement.Action, statement.Resource] } == {
      StreamMapping = [["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"], "${aws_dynamodb_table.orders.arn}/stream/*"]
      Quarantine    = ["sqs:SendMessage", aws_sqs_queue.events_dead_letters.arn]
      TellConsumers = ["sqs:SendMessage", [for consumer in var.consumers : aws_sqs_queue.consumer[consumer.name].arn]]
      Logs          = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:ap-south-1:111122223333:log-group:/aws/lambda/orders-notifier:*"]
      Traces        = [["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"]
    }
    error_message = "Notifier's permissions: it may read the stream, send to the consumers' queues and to order-events-dlq, and nothing else."
  }
  assert {
    condition     = alltrue([for function in [module.ingest, module.processor, module.notifier] : function.function.role == function.role.arn])
    error_message = "functions' roles: each must have its own."
  }
}

run "settings" {
  command = plan

  assert {
    condition = {
      for function in [module.ingest.function, module.processor.function, module.notifier.function] :
      function.function_name => [function.memory_size, function.timeout, function.reserved_concurrent_executions]
      } == {
      for settings in [var.ingest, var.processor, var.notifier] :
      settings.name => [settings.memory_mb, settings.timeout_seconds, settings.reserved_concurrency]
    }
    error_message = "functions: memory, timeout and reserved concurrency must be those of the settings."
  }
  assert {
    condition = alltrue([
      for function in [module.ingest.function, module.processor.function, module.notifier.function] :
      function.runtime == "provided.al2023" && function.architectures == tolist(["arm64"]) && function.tracing_config[0].mode == "Active"
      && function.logging_config[0].log_format == "JSON" && function.logging_config[0].log_group == "/aws/lambda/${function.function_name}"
      && function.filename == "tests/fixtures/packages/${function.function_name}-arm64.zip"
    ])
    error_message = "functions: each must run its own arm64 package on provided.al2023, with X-Ray, and JSON logs in its own group."
  }
  assert {
    condition = (
      aws_lambda_event_source_mapping.orders.batch_size == 10
      && aws_lambda_event_source_mapping.orders.maximum_batching_window_in_seconds == 0
      && aws_lambda_event_source_mapping.orders.scaling_config[0].maximum_concurrency == 4
    )
    error_message = "orders mapping: batch size, window and concurrency must be those of the settings."
  }
  assert {
    condition = (
      aws_lambda_event_source_mapping.stream.batch_size == 100
      && aws_lambda_event_source_mapping.stream.maximum_batching_window_in_seconds == 0
      && aws_lambda_event_source_mapping.stream.parallelization_factor == 1
      && aws_lambda_event_source_mapping.stream.maximum_retry_attempts == 1000
      && aws_lambda_event_source_mapping.stream.maximum_record_age_in_seconds == 21600
      && aws_lambda_event_source_mapping.stream.bisect_batch_on_function_error
    )
    error_message = "stream mapping: batch size, window, parallelization, attempts, age and bisecting must be those of the settings."
  }
}

run "table" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.orders.hash_key == "order_id" && aws_dynamodb_table.orders.range_key == null
    error_message = "table: its key must be order_id."
  }
  assert {
    condition = [for index in aws_dynamodb_table.orders.global_secondary_index : [index.name, index.hash_key, index.range_key, index.projection_type]] == [
      ["by_status", "status_shard", "created_at", "ALL"]
    ]
    error_message = "table: its index by_status must have the keys status_shard and created_at, and all attributes."
  }
  assert {
    condition     = !aws_dynamodb_table.orders.ttl[0].enabled
    error_message = "table: without time_to_live_days, rows must stay."
  }
  assert {
    condition     = aws_dynamodb_table.orders.stream_enabled && aws_dynamodb_table.orders.stream_view_type == "NEW_AND_OLD_IMAGES"
    error_message = "table: its stream must carry both images."
  }
  assert {
    condition = (
      aws_dynamodb_table.orders.billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.orders.deletion_protection_enabled
      && aws_dynamodb_table.orders.point_in_time_recovery[0].enabled
    )
    error_message = "table: it must be billed on demand, protected from deletion and recoverable."
  }
}
