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

# docs/operations.md has a section for each: what it means, what to do, how to know that it is over.

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = local.dead_letter_queues

  alarm_name          = "${each.value}-not-empty"
  alarm_description   = "Messages wait for an operator on ${each.value}."
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
  alarm_description   = "An order waits on ${local.names.orders} for over ${var.alarm_thresholds.oldest_order_seconds} s."
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

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = local.functions

  alarm_name          = "${each.value.name}-errors"
  alarm_description   = "${each.value.name} fails: it cannot start, was ended by its timeout, or could do nothing of a batch."
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
  alarm_description   = "Lambda refuses invocations of ${each.value.name}: its concurrency, or the account's, is used up."
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
  alarm_description   = "${each.value.name} takes over ${var.alarm_thresholds.duration_percent} % of its timeout of ${each.value.timeout_seconds} s."
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
  alarm_description   = "Consumers hear of changes over ${var.alarm_thresholds.stream_lag_milliseconds} ms late."
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

# Nobody else hears what one consumer misses.
resource "aws_cloudwatch_metric_alarm" "quarantined" {
  for_each = aws_sqs_queue.consumer

  alarm_name          = "${each.value.name}-quarantined"
  alarm_description   = "${each.value.name} does not accept events: they wait on ${local.names.events_dead_letters}."
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

# Keys that come again with other content are a fault of a sender's, and each is an order that was not taken.
resource "aws_cloudwatch_metric_alarm" "key_conflicts" {
  alarm_name          = "${local.names.orders}-key-conflicts"
  alarm_description   = "Over ${var.alarm_thresholds.key_conflict_percent} % of orders come with a key that was used for another order."
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
