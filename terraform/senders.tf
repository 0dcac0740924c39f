# One queue per outside sender, and its dead-letter queue. The queue tells the Processor who sends, so only the sender's own principals may use it.

locals {
  senders = { for sender in var.senders : sender.name => sender }

  # The queues that the Processor reads, and their dead-letter queues.
  source_queues     = merge({ orders = aws_sqs_queue.orders.name }, { for name, queue in aws_sqs_queue.sender : "sender-${name}" => queue.name })
  source_queue_arns = concat([aws_sqs_queue.orders.arn], [for sender in var.senders : aws_sqs_queue.sender[sender.name].arn])
  source_dead_letter_queue_arns = concat(
    [aws_sqs_queue.orders_dead_letters.arn], [for sender in var.senders : aws_sqs_queue.sender_dead_letters[sender.name].arn]
  )
}

resource "aws_sqs_queue" "sender" {
  for_each = local.senders

  name                       = "${var.prefix}${each.value.queue}"
  visibility_timeout_seconds = var.orders_queue.visibility_timeout_seconds
  message_retention_seconds  = var.orders_queue.message_retention_seconds
  max_message_size           = var.orders_queue.max_message_size_bytes
  sqs_managed_sse_enabled    = local.own_key ? null : true
  kms_master_key_id          = local.kms_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.sender_dead_letters[each.key].arn
    maxReceiveCount     = var.orders_queue.max_receive_count
  })

  # A sender is removed in two steps: docs/senders.md.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue" "sender_dead_letters" {
  for_each = local.senders

  name                      = "${var.prefix}orders-${each.key}-dlq"
  message_retention_seconds = var.orders_queue.dead_letter_retention_seconds
  max_message_size          = var.orders_queue.dead_letter_max_message_size_bytes
  sqs_managed_sse_enabled   = local.own_key ? null : true
  kms_master_key_id         = local.kms_key_arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_redrive_allow_policy" "sender_dead_letters" {
  for_each = local.senders

  queue_url = aws_sqs_queue.sender_dead_letters[each.key].url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.sender[each.key].arn]
  })
}

resource "aws_sqs_queue_policy" "sender" {
  for_each = local.senders

  queue_url = aws_sqs_queue.sender[each.key].url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [merge(local.deny_without_tls, { Resource = aws_sqs_queue.sender[each.key].arn })],
      length(lookup(var.sender_principals, each.key, [])) == 0 ? [] : [{
        Sid       = "Send"
        Effect    = "Allow"
        Principal = { AWS = var.sender_principals[each.key] }
        Action    = ["sqs:SendMessage", "sqs:GetQueueUrl"]
        Resource  = aws_sqs_queue.sender[each.key].arn
      }],
    )
  })
}

resource "aws_sqs_queue_policy" "sender_dead_letters" {
  for_each = local.senders

  queue_url = aws_sqs_queue.sender_dead_letters[each.key].url

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.deny_without_tls, { Resource = aws_sqs_queue.sender_dead_letters[each.key].arn })]
  })
}

resource "aws_lambda_event_source_mapping" "sender" {
  for_each = local.senders

  event_source_arn                   = aws_sqs_queue.sender[each.key].arn
  function_name                      = module.processor.live_arn
  batch_size                         = var.processor.batch_size
  maximum_batching_window_in_seconds = var.processor.maximum_batching_window_seconds
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = each.value.maximum_concurrency
  }

  # Lambda checks the role's permissions when it creates a mapping.
  depends_on = [module.processor]
}
