locals {
  alarm_actions = var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]

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

resource "aws_cloudwatch_metric_alarm" "oldest_order" {
  alarm_name          = "${local.names.orders}-oldest-message"
  alarm_description   = "The oldest message on ${local.names.orders} is older than ${var.alarm_thresholds.oldest_order_seconds} s."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.orders.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_thresholds.oldest_order_seconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
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
    expression  = "IF(placed + conflicts > 0, 100 * conflicts / (placed + conflicts), 0)"
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
