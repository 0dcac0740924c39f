# One FIFO queue per consumer. Ordering and deduplication per order (message group) give high throughput.

resource "aws_sqs_queue" "consumer" {
  for_each = local.consumers

  name                       = "${var.prefix}${each.value.queue}"
  fifo_queue                 = true
  deduplication_scope        = "messageGroup"
  fifo_throughput_limit      = "perMessageGroupId"
  visibility_timeout_seconds = each.value.visibility_timeout_seconds
  message_retention_seconds  = each.value.message_retention_seconds
  max_message_size           = each.value.max_message_size_bytes
  sqs_managed_sse_enabled    = local.own_key ? null : true
  kms_master_key_id          = local.kms_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.consumer_dead_letters[each.key].arn
    maxReceiveCount     = each.value.max_receive_count
  })

  # A consumer is removed in two steps: docs/consumers.md.
  lifecycle {
    prevent_destroy = true
  }
}

# The dead-letter queue of a FIFO queue must be FIFO.
resource "aws_sqs_queue" "consumer_dead_letters" {
  for_each = local.consumers

  name                      = "${var.prefix}order-events-${each.key}-dlq.fifo"
  fifo_queue                = true
  deduplication_scope       = "messageGroup"
  fifo_throughput_limit     = "perMessageGroupId"
  message_retention_seconds = var.order_events_dlq.message_retention_seconds
  max_message_size          = var.order_events_dlq.max_message_size_bytes
  sqs_managed_sse_enabled   = local.own_key ? null : true
  kms_master_key_id         = local.kms_key_arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_redrive_allow_policy" "consumer_dead_letters" {
  for_each = local.consumers

  queue_url = aws_sqs_queue.consumer_dead_letters[each.key].url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.consumer[each.key].arn]
  })
}

resource "aws_sqs_queue_policy" "consumer" {
  for_each = local.consumers

  queue_url = aws_sqs_queue.consumer[each.key].url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [merge(local.deny_without_tls, { Resource = aws_sqs_queue.consumer[each.key].arn })],
      length(lookup(var.consumer_principals, each.key, [])) == 0 ? [] : [{
        Sid       = "Consume"
        Effect    = "Allow"
        Principal = { AWS = var.consumer_principals[each.key] }
        Action    = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource  = aws_sqs_queue.consumer[each.key].arn
      }],
    )
  })
}

resource "aws_sqs_queue_policy" "consumer_dead_letters" {
  for_each = local.consumers

  queue_url = aws_sqs_queue.consumer_dead_letters[each.key].url

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.deny_without_tls, { Resource = aws_sqs_queue.consumer_dead_letters[each.key].arn })]
  })
}
