resource "aws_cloudwatch_dashboard" "orders" {
  dashboard_name = "${var.prefix}orders-${var.region}"

  dashboard_body = jsonencode({
    widgets = [
      for index, widget in local.widgets : {
        type   = "metric"
        x      = 12 * (index % 2)
        y      = 6 * floor(index / 2)
        width  = 12
        height = 6
        properties = {
          title   = widget.title
          region  = var.region
          view    = "timeSeries"
          stat    = widget.stat
          period  = 60
          metrics = widget.metrics
        }
      }
    ]
  })
}

locals {
  widgets = [
    {
      title = "Orders"
      stat  = "Sum"
      metrics = concat(
        [for metric in ["OrdersAccepted", "OrdersReplayed", "OrdersRefused", "KeyConflicts"] : ["Orders", metric, "service", module.ingest.name]],
        [for metric in ["OrdersPlaced", "StatusesChanged", "Duplicates", "DeadLetters", "KeyConflicts"] : ["Orders", metric, "service", module.processor.name]],
      )
    },
    {
      title = "Events"
      stat  = "Sum"
      metrics = [
        for metric in ["EventsSent", "EventsQuarantined", "RecordsQuarantined", "BatchesStopped"] : ["Orders", metric, "service", module.notifier.name]
      ]
    },
    {
      title = "Messages waiting"
      stat  = "Maximum"
      metrics = [
        for queue in concat(values(local.source_queues), [for queue in values(aws_sqs_queue.consumer) : queue.name]) :
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue]
      ]
    },
    {
      title = "Dead letters"
      stat  = "Maximum"
      metrics = [
        for queue in values(local.dead_letter_queues) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue]
      ]
    },
    {
      title = "Lag: oldest message (s), stream (ms)"
      stat  = "Maximum"
      metrics = concat(
        [for queue in values(local.source_queues) : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue]],
        [["AWS/Lambda", "IteratorAge", "FunctionName", module.notifier.name]],
      )
    },
    {
      title   = "Placement latency, p99 (ms)"
      stat    = "p99"
      metrics = [["Orders", "PlacementLatency", "service", module.processor.name]]
    },
    {
      title   = "Duration, p99 (ms)"
      stat    = "p99"
      metrics = [for function in values(local.functions) : ["AWS/Lambda", "Duration", "FunctionName", function.name]]
    },
    {
      title = "Errors and throttles"
      stat  = "Sum"
      metrics = [
        for pair in setproduct(values(local.functions)[*].name, ["Errors", "Throttles"]) : ["AWS/Lambda", pair[1], "FunctionName", pair[0]]
      ]
    },
    {
      title = "Table units"
      stat  = "Sum"
      metrics = [
        for metric in ["ConsumedWriteCapacityUnits", "ConsumedReadCapacityUnits"] : ["AWS/DynamoDB", metric, "TableName", aws_dynamodb_table.orders.name]
      ]
    },
  ]
}
