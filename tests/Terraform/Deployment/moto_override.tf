# aws_sqs_queue_redrive_allow_policy.orders_dead_letters is left out: moto takes it and never returns it, so that the provider waits for minutes.
resource "aws_sqs_queue_redrive_allow_policy" "orders_dead_letters" {
  count = 0
}

# aws_sqs_queue_redrive_allow_policy.consumer_dead_letters is left out: the same.
resource "aws_sqs_queue_redrive_allow_policy" "consumer_dead_letters" {
  for_each = toset([])
}

# aws_sqs_queue.orders: the second plan ignores redrive_policy, which moto returns with other white space.
resource "aws_sqs_queue" "orders" {
  lifecycle {
    ignore_changes = [redrive_policy]
  }
}

# aws_sqs_queue.consumer: the same.
resource "aws_sqs_queue" "consumer" {
  lifecycle {
    ignore_changes = [redrive_policy]
  }
}

# aws_cloudwatch_composite_alarm.orders is left out: moto does not have it.
resource "aws_cloudwatch_composite_alarm" "orders" {
  count = 0
}
