resource "aws_sqs_queue" "orders" {
  name                       = local.names.orders
  visibility_timeout_seconds = var.orders_queue.visibility_timeout_seconds
  message_retention_seconds  = var.orders_queue.message_retention_seconds
  max_message_size           = var.orders_queue.max_message_size_bytes
  sqs_managed_sse_enabled    = local.own_key ? null : true
  kms_master_key_id          = local.kms_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.orders_dead_letters.arn
    maxReceiveCount     = var.orders_queue.max_receive_count
  })

  # docs/deploy.md says how to destroy a deployment.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue" "orders_dead_letters" {
  name                      = local.names.orders_dead_letters
  message_retention_seconds = var.orders_queue.dead_letter_retention_seconds
  max_message_size          = var.orders_queue.dead_letter_max_message_size_bytes
  sqs_managed_sse_enabled   = local.own_key ? null : true
  kms_master_key_id         = local.kms_key_arn

  lifecycle {
    prevent_destroy = true
  }
}

# Only the orders queue may use it as its dead-letter queue. SQS's own redrive also finds the source queue by this policy.
resource "aws_sqs_queue_redrive_allow_policy" "orders_dead_letters" {
  queue_url = aws_sqs_queue.orders_dead_letters.url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.orders.arn]
  })
}

resource "aws_sqs_queue" "events_dead_letters" {
  name                      = local.names.events_dead_letters
  message_retention_seconds = var.order_events_dlq.message_retention_seconds
  max_message_size          = var.order_events_dlq.max_message_size_bytes
  sqs_managed_sse_enabled   = local.own_key ? null : true
  kms_master_key_id         = local.kms_key_arn

  lifecycle {
    prevent_destroy = true
  }
}

# Each queue has one policy. It denies requests without TLS and names the principals outside this account: consumers.tf, senders.tf.
resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.url

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.deny_without_tls, { Resource = aws_sqs_queue.orders.arn })]
  })
}

resource "aws_sqs_queue_policy" "orders_dead_letters" {
  queue_url = aws_sqs_queue.orders_dead_letters.url

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.deny_without_tls, { Resource = aws_sqs_queue.orders_dead_letters.arn })]
  })
}

resource "aws_sqs_queue_policy" "events_dead_letters" {
  queue_url = aws_sqs_queue.events_dead_letters.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [merge(local.deny_without_tls, { Resource = aws_sqs_queue.events_dead_letters.arn })],
      [for bucket in local.records_bucket_arns : {
        Sid       = "NoticesOfRecords"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.events_dead_letters.arn
        Condition = { ArnEquals = { "aws:SourceArn" = bucket }, StringEquals = { "aws:SourceAccount" = local.account_id } }
      }],
    )
  })
}

locals {
  deny_without_tls = {
    Sid       = "DenyWithoutTls"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sqs:*"
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }
}
