data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  names = {
    table               = "${var.prefix}${var.table.name}"
    orders              = "${var.prefix}${var.orders_queue.name}"
    orders_dead_letters = "${var.prefix}${var.orders_queue.dead_letter_queue}"
    events_dead_letters = "${var.prefix}${var.order_events_dlq.name}"
    ingest              = "${var.prefix}${var.ingest.name}"
    processor           = "${var.prefix}${var.processor.name}"
    notifier            = "${var.prefix}${var.notifier.name}"
  }

  # Each deployment of an account has its own, so that a consumer of several can tell their events apart.
  event_source = var.prefix == "" ? var.event_source : "${var.event_source}/${trimsuffix(var.prefix, "-")}"

  consumers = { for consumer in var.consumers : consumer.name => consumer }
}
