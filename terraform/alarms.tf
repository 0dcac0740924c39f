locals {
  alarm_actions           = compact([var.alarm_topic_arn])
  composite_alarm_actions = compact([var.composite_alarm_topic_arn])

  functions = {
    ingest    = { name = module.ingest.name, timeout_seconds = var.ingest.timeout_seconds }
    processor = { name = module.processor.name, timeout_seconds = var.processor.timeout_seconds }
    notifier  = { name = module.notifier.name, timeout_seconds = var.notifier.timeout_seconds }
  }

  dead_letter_queues = merge(
    {
      orders = aws_sqs_queue.orders_dead_letters.name
      events = aws_sqs_queue.events_dead_letters.name
    },
    { for name, queue in aws_sqs_queue.sender_dead_letters : "sender-${name}" => queue.name },
    { for name, queue in aws_sqs_queue.consumer_dead_letters : "consumer-${name}" => queue.name },
  )
}

# docs/operations.md has a section for each alarm: what it means, what to do, and how to tell that it is over.

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = local.dead_letter_queues

  alarm_name          = "${each.value}-not-empty"
  alarm_description   = "There are messages on the dead-letter queue ${each.value}."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# A queue that is not empty stays in ALARM: these two see what comes on top, and what nobody looks after.
resource "aws_cloudwatch_metric_alarm" "dead_letters_growing" {
  for_each = local.dead_letter_queues

  alarm_name          = "${each.value}-growing"
  alarm_description   = "More than ${var.alarm_thresholds.dead_letter_growth} messages came to ${each.value} in five minutes."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_thresholds.dead_letter_growth
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  metric_query {
    id          = "growth"
    label       = "Dead letters, change"
    expression  = "DIFF(visible + hidden)"
    return_data = true
  }

  # What an operator's command hides has not gone. In the maximum of both, it would count twice.
  dynamic "metric_query" {
    for_each = { visible = "ApproximateNumberOfMessagesVisible", hidden = "ApproximateNumberOfMessagesNotVisible" }
    content {
      id = metric_query.key
      metric {
        namespace   = "AWS/SQS"
        metric_name = metric_query.value
        dimensions  = { QueueName = each.value }
        stat        = "Average"
        period      = 300
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "dead_letters_old" {
  for_each = local.dead_letter_queues

  alarm_name          = "${each.value}-old"
  alarm_description   = "A message has been on ${each.value} for more than ${var.alarm_thresholds.dead_letter_age_hours} hours. SQS deletes it at the end of its retention."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3600 * var.alarm_thresholds.dead_letter_age_hours
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "oldest_order" {
  for_each = local.source_queues

  alarm_name          = "${each.value}-oldest-message"
  alarm_description   = "The oldest message on ${each.value} is older than ${var.alarm_thresholds.oldest_order_seconds} s."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_thresholds.oldest_order_seconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# Before outside senders, it was the only one.
moved {
  from = aws_cloudwatch_metric_alarm.oldest_order
  to   = aws_cloudwatch_metric_alarm.oldest_order["orders"]
}

resource "aws_cloudwatch_metric_alarm" "oldest_event" {
  for_each = aws_sqs_queue.consumer

  alarm_name          = "${each.value.name}-oldest-message"
  alarm_description   = "The oldest message on ${each.value.name} is older than ${var.alarm_thresholds.oldest_event_seconds} s: the consumer does not keep up."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_thresholds.oldest_event_seconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# SQS deletes what a consumer does not take in time.
resource "aws_cloudwatch_metric_alarm" "near_retention" {
  for_each = aws_sqs_queue.consumer

  alarm_name          = "${each.value.name}-near-retention"
  alarm_description   = "The oldest message on ${each.value.name} has used ${var.alarm_thresholds.retention_percent} % of its retention. At its end, SQS deletes it."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = local.consumers[each.key].message_retention_seconds * var.alarm_thresholds.retention_percent / 100
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# Counts that are an alarm in three minutes of five.
resource "aws_cloudwatch_metric_alarm" "counts" {
  for_each = {
    # Lambda's Errors stays 0 when the function answers 500 or 503.
    failed_requests = {
      alarm_name  = "${module.ingest.name}-failed-requests"
      description = "${module.ingest.name} fails more than ${var.alarm_thresholds.failed_requests_per_minute} orders or requests a minute for a cause that is not the caller's."
      metric      = ["Orders", "RequestsFailed"]
      dimensions  = { service = module.ingest.name }
      threshold   = var.alarm_thresholds.failed_requests_per_minute
    }
    # Also the gateway's own answers, such as a timeout of the integration.
    api_5xx = {
      alarm_name  = "${var.prefix}orders-api-5xx"
      description = "The API answers more than ${var.alarm_thresholds.failed_requests_per_minute} requests a minute with 5xx."
      metric      = ["AWS/ApiGateway", "5xx"]
      dimensions  = { ApiId = aws_apigatewayv2_api.orders.id }
      threshold   = var.alarm_thresholds.failed_requests_per_minute
    }
    returned_messages = {
      alarm_name  = "${module.processor.name}-returned-messages"
      description = "${module.processor.name} returns more than ${var.alarm_thresholds.returned_messages_per_minute} messages a minute for retry: a service that it needs is unavailable."
      metric      = ["Orders", "MessagesReturnedForRetry"]
      dimensions  = { service = module.processor.name }
      threshold   = var.alarm_thresholds.returned_messages_per_minute
    }
    table_throttles = {
      alarm_name  = "${local.names.table}-throttles"
      description = "DynamoDB throttles writes of ${local.names.table}. Their messages are returned for retry."
      metric      = ["AWS/DynamoDB", "WriteThrottleEvents"]
      dimensions  = { TableName = aws_dynamodb_table.orders.name }
      threshold   = 0
    }
  }

  alarm_name          = each.value.alarm_name
  alarm_description   = each.value.description
  namespace           = each.value.metric[0]
  metric_name         = each.value.metric[1]
  dimensions          = each.value.dimensions
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# The scheduler drops an invocation when its retries are used up: then pending orders do not expire.
resource "aws_cloudwatch_metric_alarm" "schedule" {
  alarm_name          = "${aws_scheduler_schedule_group.orders.name}-schedule-dropped"
  alarm_description   = "The schedule could not send its message to ${local.names.orders}: pending orders do not expire."
  namespace           = "AWS/Scheduler"
  metric_name         = "InvocationDroppedCount"
  dimensions          = { ScheduleGroup = aws_scheduler_schedule_group.orders.name }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = local.functions

  alarm_name          = "${each.value.name}-errors"
  alarm_description   = "${each.value.name} fails: it cannot start, reached its timeout, or could not process any message of a batch."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = each.value.name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "throttles" {
  for_each = local.functions

  alarm_name          = "${each.value.name}-throttles"
  alarm_description   = "Lambda throttles ${each.value.name}: the function's or the account's concurrency is used up."
  namespace           = "AWS/Lambda"
  metric_name         = "Throttles"
  dimensions          = { FunctionName = each.value.name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "duration" {
  for_each = local.functions

  alarm_name          = "${each.value.name}-duration"
  alarm_description   = "${each.value.name} takes more than ${var.alarm_thresholds.duration_percent} % of its timeout of ${each.value.timeout_seconds} s."
  namespace           = "AWS/Lambda"
  metric_name         = "Duration"
  dimensions          = { FunctionName = each.value.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.timeout_seconds * 1000 * var.alarm_thresholds.duration_percent / 100
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "stream_lag" {
  alarm_name          = "${local.names.notifier}-iterator-age"
  alarm_description   = "Consumers get events more than ${var.alarm_thresholds.stream_lag_milliseconds} ms late."
  namespace           = "AWS/Lambda"
  metric_name         = "IteratorAge"
  dimensions          = { FunctionName = module.notifier.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_thresholds.stream_lag_milliseconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# One consumer's quarantined events do not show in the other consumers' metrics, so each consumer has an alarm.
resource "aws_cloudwatch_metric_alarm" "quarantined" {
  for_each = aws_sqs_queue.consumer

  alarm_name          = "${each.value.name}-quarantined"
  alarm_description   = "${each.value.name} does not accept events. They are quarantined on ${local.names.events_dead_letters}."
  namespace           = "Orders"
  metric_name         = "EventsQuarantined"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# A mapping that is disabled, gone or not allowed to read has no iterator age: the other alarms see nothing, and the stream loses its records after a day.
resource "aws_cloudwatch_metric_alarm" "not_invoked" {
  alarm_name          = "${module.notifier.name}-not-invoked"
  alarm_description   = "Orders are placed or changed, and ${module.notifier.name} is not invoked: their events wait in the stream, which keeps them for 24 hours."
  evaluation_periods  = 12
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  metric_query {
    id          = "unread"
    label       = "Five minutes with changes that nobody read"
    expression  = "IF(FILL(placed, 0) + FILL(changed, 0) > 0 AND FILL(invocations, 0) == 0, 1, 0)"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = {
      placed      = { namespace = "Orders", metric = "OrdersPlaced", dimensions = { service = module.processor.name } }
      changed     = { namespace = "Orders", metric = "StatusesChanged", dimensions = { service = module.processor.name } }
      invocations = { namespace = "AWS/Lambda", metric = "Invocations", dimensions = { FunctionName = module.notifier.name } }
    }
    content {
      id = metric_query.key
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.metric
        dimensions  = metric_query.value.dimensions
        stat        = "Sum"
        period      = 300
      }
    }
  }
}

# Lambda gave up records of the stream and could not tell the on-failure destination, queue or bucket: they are lost.
resource "aws_cloudwatch_metric_alarm" "undelivered" {
  alarm_name          = "${module.notifier.name}-undelivered"
  alarm_description   = "Lambda gave up records of the stream and could not write them to the on-failure destination."
  namespace           = "AWS/Lambda"
  metric_name         = "DestinationDeliveryFailures"
  dimensions          = { FunctionName = module.notifier.name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

# A key conflict is a sender's mistake, and each is an order that was not placed.
resource "aws_cloudwatch_metric_alarm" "key_conflicts" {
  alarm_name          = "${local.names.orders}-key-conflicts"
  alarm_description   = "More than ${var.alarm_thresholds.key_conflict_percent} % of orders have an idempotency key that was used for another order."
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_thresholds.key_conflict_percent
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  metric_query {
    id          = "percent"
    label       = "Key conflicts, percent of orders"
    expression  = "IF(placed + conflicts >= ${var.alarm_thresholds.key_conflict_minimum_orders}, 100 * conflicts / (placed + conflicts), 0)"
    return_data = true
  }

  metric_query {
    id         = "conflicts"
    expression = "FILL(ingest_conflicts, 0) + FILL(processor_conflicts, 0)"
  }

  metric_query {
    id         = "placed"
    expression = "FILL(written, 0)"
  }

  dynamic "metric_query" {
    for_each = {
      ingest_conflicts    = { service = module.ingest.name, metric = "KeyConflicts" }
      processor_conflicts = { service = module.processor.name, metric = "KeyConflicts" }
      written             = { service = module.processor.name, metric = "OrdersPlaced" }
    }
    content {
      id = metric_query.key
      metric {
        namespace   = "Orders"
        metric_name = metric_query.value.metric
        dimensions  = { service = metric_query.value.service }
        stat        = "Sum"
        period      = 300
      }
    }
  }
}

# One alarm for the whole deployment, for a pager or a status page. Its children notify alarm_topic_arn on their own.
resource "aws_cloudwatch_composite_alarm" "orders" {
  alarm_name        = "${var.prefix}orders-unwell"
  alarm_description = "At least one alarm of the deployment is in ALARM. See the runbook, docs/operations.md."
  alarm_actions     = local.composite_alarm_actions
  ok_actions        = local.composite_alarm_actions

  alarm_rule = join(" OR ", [for name in local.alarm_names : "ALARM(\"${name}\")"])

  lifecycle {
    # Amazon CloudWatch API Reference, PutCompositeAlarm.
    precondition {
      condition     = length(local.alarm_names) <= 100
      error_message = "consumers and senders must have at most 100 alarms with the rest, because a composite alarm names no more. They are ${length(local.alarm_names)}: 6 for each consumer, 4 for each sender, and ${length(local.alarm_names) - 6 * length(var.consumers) - 4 * length(var.senders)}."
    }
  }
}

locals {
  alarm_names = [for alarm in concat(
    values(aws_cloudwatch_metric_alarm.dead_letters), values(aws_cloudwatch_metric_alarm.dead_letters_growing), values(aws_cloudwatch_metric_alarm.dead_letters_old),
    values(aws_cloudwatch_metric_alarm.oldest_event), values(aws_cloudwatch_metric_alarm.near_retention), values(aws_cloudwatch_metric_alarm.quarantined),
    values(aws_cloudwatch_metric_alarm.errors), values(aws_cloudwatch_metric_alarm.throttles), values(aws_cloudwatch_metric_alarm.duration),
    values(aws_cloudwatch_metric_alarm.counts), values(aws_cloudwatch_metric_alarm.oldest_order),
    [
      aws_cloudwatch_metric_alarm.schedule, aws_cloudwatch_metric_alarm.stream_lag, aws_cloudwatch_metric_alarm.key_conflicts,
      aws_cloudwatch_metric_alarm.undelivered, aws_cloudwatch_metric_alarm.not_invoked,
    ],
  ) : alarm.alarm_name]
}

check "alarms_reach_somebody" {
  assert {
    condition     = var.alarm_topic_arn != null || var.composite_alarm_topic_arn != null
    error_message = "Neither alarm_topic_arn nor composite_alarm_topic_arn is set: nobody is notified of an alarm."
  }
}
