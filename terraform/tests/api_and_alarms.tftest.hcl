# The API, the alarms and the outputs.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  packages_folder           = "tests/fixtures/packages"
  composite_alarm_topic_arn = "arn:aws:sns:ap-south-1:111122223333:on-call"
}

run "api" {
  assert {
    condition     = aws_apigatewayv2_integration.ingest.integration_uri == module.ingest.live.invoke_arn
    error_message = "API integration: it must call Ingest, by the alias."
  }
  assert {
    condition = (
      aws_apigatewayv2_integration.ingest.api_id == aws_apigatewayv2_api.orders.id
      && aws_apigatewayv2_integration.ingest.integration_type == "AWS_PROXY"
      && aws_apigatewayv2_integration.ingest.payload_format_version == "2.0"
    )
    error_message = "API integration: it must be the API's, and send Lambda events of version 2.0."
  }
  assert {
    condition = { for route in values(aws_apigatewayv2_route.orders) : route.route_key => [route.api_id, route.target, route.authorization_type] } == {
      for key in ["ANY /orders", "ANY /orders/{order_id}"] :
      key => [aws_apigatewayv2_api.orders.id, "integrations/${aws_apigatewayv2_integration.ingest.id}", "AWS_IAM"]
    }
    error_message = "API routes: /orders and /orders/{order_id} must lead to the integration, with signed requests only."
  }
  assert {
    condition = (
      aws_lambda_permission.api.function_name == module.ingest.name
      && aws_lambda_permission.api.qualifier == module.ingest.live.name
      && aws_lambda_permission.api.principal == "apigateway.amazonaws.com"
      && aws_lambda_permission.api.action == "lambda:InvokeFunction"
      && aws_lambda_permission.api.source_arn == "${aws_apigatewayv2_api.orders.execution_arn}/*/*/orders*"
    )
    error_message = "API permission: this API, and no other, may call Ingest, by the alias."
  }
  assert {
    condition = (
      aws_apigatewayv2_stage.default.api_id == aws_apigatewayv2_api.orders.id
      && aws_apigatewayv2_stage.default.auto_deploy
      && aws_apigatewayv2_stage.default.default_route_settings[0].throttling_rate_limit == 500
      && aws_apigatewayv2_stage.default.default_route_settings[0].throttling_burst_limit == 1000
    )
    error_message = "API stage: it must be the API's, deployed automatically and throttled."
  }
  assert {
    condition     = aws_apigatewayv2_stage.default.access_log_settings[0].destination_arn == aws_cloudwatch_log_group.api.arn
    error_message = "API stage: its access log must go to its own group."
  }
  assert {
    condition = toset(regexall("\\$context[.](?:identity|authorizer[.]claims)[.][A-Za-z]+", aws_apigatewayv2_stage.default.access_log_settings[0].format)) == toset([
      "$context.identity.userArn", "$context.authorizer.claims.sub",
    ])
    error_message = "API stage: its access log must name the caller, and have no address and no other claim."
  }
  assert {
    condition     = startswith(aws_cloudwatch_log_group.api.name, "/aws/vendedlogs/")
    error_message = "API log: outside /aws/vendedlogs/ it takes part of the region's resource policy."
  }
  assert {
    condition     = length(aws_apigatewayv2_api.orders.cors_configuration) == 0 && length(aws_iam_role.api_caller) == 0
    error_message = "API: by default no page and no other account may call it."
  }
}

run "alarms" {
  command = plan

  assert {
    condition     = aws_cloudwatch_composite_alarm.orders.alarm_actions == toset([var.composite_alarm_topic_arn])
    error_message = "composite_alarm_topic_arn: the composite alarm must notify it."
  }

  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.dead_letters : name => alarm.dimensions } == {
      orders                 = tomap({ QueueName = aws_sqs_queue.orders_dead_letters.name })
      events                 = tomap({ QueueName = aws_sqs_queue.events_dead_letters.name })
      consumer-fulfilment    = tomap({ QueueName = aws_sqs_queue.consumer_dead_letters["fulfilment"].name })
      consumer-notifications = tomap({ QueueName = aws_sqs_queue.consumer_dead_letters["notifications"].name })
    }
    error_message = "alarms: each dead-letter queue must have one."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.oldest_order["orders"].dimensions == tomap({ QueueName = aws_sqs_queue.orders.name })
    error_message = "alarms: oldest-message must watch the orders queue."
  }
  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.oldest_event : name => alarm.dimensions } == {
      for name, queue in aws_sqs_queue.consumer : name => tomap({ QueueName = queue.name })
    }
    error_message = "alarms: oldest-message must watch each consumer's queue."
  }
  assert {
    condition = alltrue([
      for alarms in [aws_cloudwatch_metric_alarm.errors, aws_cloudwatch_metric_alarm.throttles, aws_cloudwatch_metric_alarm.duration] :
      { for name, alarm in alarms : name => alarm.dimensions } == {
        ingest    = tomap({ FunctionName = module.ingest.name })
        processor = tomap({ FunctionName = module.processor.name })
        notifier  = tomap({ FunctionName = module.notifier.name })
      }
    ])
    error_message = "alarms: errors, throttles and duration must watch each function."
  }
  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.duration : name => alarm.threshold } == { ingest = 8000, processor = 24000, notifier = 24000 }
    error_message = "alarms: the duration threshold must be 80 % of the function's timeout, in milliseconds."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.stream_lag.dimensions == tomap({ FunctionName = module.notifier.name })
    error_message = "alarms: iterator-age must watch the Notifier."
  }
  assert {
    condition = {
      for query in aws_cloudwatch_metric_alarm.key_conflicts.metric_query :
      query.id => [one(query.metric).metric_name, one(query.metric).dimensions.service] if length(query.metric) > 0
      } == {
      ingest_conflicts    = ["KeyConflicts", module.ingest.name]
      processor_conflicts = ["KeyConflicts", module.processor.name]
      written             = ["OrdersPlaced", module.processor.name]
    }
    error_message = "alarms: key conflicts must be counted for Ingest and the Processor, orders for the Processor."
  }
  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.near_retention : name => alarm.threshold } == { fulfilment = 259200, notifications = 259200 }
    error_message = "alarms: near-retention must hold at 75 % of the queue's retention."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.counts["failed_requests"].dimensions == tomap({ service = module.ingest.name })
      && aws_cloudwatch_metric_alarm.counts["returned_messages"].dimensions == tomap({ service = module.processor.name })
      && aws_cloudwatch_metric_alarm.counts["table_throttles"].dimensions == tomap({ TableName = aws_dynamodb_table.orders.name })
      && aws_cloudwatch_metric_alarm.schedule.dimensions == tomap({ ScheduleGroup = aws_scheduler_schedule.expiry.group_name })
      && aws_cloudwatch_metric_alarm.undelivered.dimensions == tomap({ FunctionName = module.notifier.name })
    )
    error_message = "alarms: failed requests, returned messages, throttles, the schedule and undelivered records must watch what fails."
  }
  assert {
    condition = { for query in aws_cloudwatch_metric_alarm.not_invoked.metric_query : query.id => query.metric[0].dimensions if length(query.metric) > 0 } == {
      placed      = tomap({ service = module.processor.name })
      changed     = tomap({ service = module.processor.name })
      invocations = tomap({ FunctionName = module.notifier.name })
    }
    error_message = "alarms: not-invoked must compare the Processor's changes with the Notifier's invocations."
  }
  assert {
    condition = length(regexall("ALARM\\(", aws_cloudwatch_composite_alarm.orders.alarm_rule)) == (
      3 * length(local.dead_letter_queues) + 3 * length(var.consumers) + 3 * length(local.functions) + 10
    )
    error_message = "alarms: the composite alarm must stand for every other alarm."
  }
  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.errors) : length(alarm.alarm_actions) == 0])
    error_message = "alarms: without a topic they must have no actions."
  }
}

run "alarms_that_reach_nobody" {
  command = plan

  variables {
    composite_alarm_topic_arn = null
  }

  expect_failures = [check.alarms_reach_somebody]
}

run "outputs" {
  command = plan

  assert {
    condition = output.api_url == aws_apigatewayv2_api.orders.api_endpoint && output.table_name == aws_dynamodb_table.orders.name && [
      output.ingest_function_arn, output.processor_function_arn, output.notifier_function_arn
    ] == [module.ingest.arn, module.processor.arn, module.notifier.arn]
    error_message = "outputs: API, table and functions must have the right values."
  }
  assert {
    condition = [output.orders_queue_url, output.orders_dlq_url, output.order_events_dlq_url] == [
      aws_sqs_queue.orders.url, aws_sqs_queue.orders_dead_letters.url, aws_sqs_queue.events_dead_letters.url
    ]
    error_message = "outputs: queues must have the right values."
  }
  assert {
    condition = (
      output.consumer_queue_urls == { for name, queue in aws_sqs_queue.consumer : name => queue.url }
      && output.consumer_dlq_urls == { for name, queue in aws_sqs_queue.consumer_dead_letters : name => queue.url }
    )
    error_message = "outputs: each consumer must have its own queues."
  }
}
