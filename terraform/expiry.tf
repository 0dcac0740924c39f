# The scheduler sends the expiry message directly to the orders queue. The Processor handles it like any other message.

# Of its own, because the scheduler has metrics by group only.
resource "aws_scheduler_schedule_group" "orders" {
  name = "${var.prefix}orders"
}

resource "aws_scheduler_schedule" "expiry" {
  group_name          = aws_scheduler_schedule_group.orders.name
  name                = "${var.prefix}orders-expire-pending"
  description         = "Expires orders that are PENDING for ${var.expiry.older_than_hours} hours"
  schedule_expression = var.expiry.schedule

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sqs_queue.orders.arn
    role_arn = aws_iam_role.scheduler.arn

    input = jsonencode({
      type             = "order.expire_pending"
      older_than_hours = var.expiry.older_than_hours
    })

    # If a message is lost, the next one expires the same orders.
    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 10
    }
  }
}

resource "aws_iam_role" "scheduler" {
  name                 = "${var.prefix}orders-scheduler-${var.region}"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "scheduler" {
  name = "send"
  role = aws_iam_role.scheduler.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Sid      = "QueueSweep"
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = aws_sqs_queue.orders.arn
    }], local.key_statements)
  })
}
