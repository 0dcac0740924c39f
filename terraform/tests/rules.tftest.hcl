# Each run breaks one rule of each variable that it names. Terraform does not check a variable whose rules refer to an invalid variable, so these are in
# different runs. tests/Terraform tests each rule alone, with its message. tests/rules only has links to settings.tf and variables.tf: without resources, a
# run takes milliseconds.

run "names_that_the_services_refuse" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    table        = merge(var.table, { name = "no spaces" })
    orders_queue = merge(var.orders_queue, { dead_letter_queue = "orders-dlq.fifo" })
    ingest       = merge(var.ingest, { name = "orders.ingest" })
    event_source = "/my orders"
    consumers    = [for consumer in var.consumers : merge(consumer, { queue = "order-events-${consumer.name}" })]
    expiry       = merge(var.expiry, { schedule = "hourly" })
  }

  expect_failures = [var.table, var.orders_queue, var.ingest, var.event_source, var.consumers, var.expiry]
}

run "names_that_are_taken" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    table        = merge(var.table, { index_statuses = ["PENDING", "PENDING"] })
    orders_queue = merge(var.orders_queue, { dead_letter_queue = "orders" })
    ingest       = merge(var.ingest, { name = "orders-processor" })
    consumers    = [for consumer in var.consumers : merge(consumer, { queue = "order-events.fifo" })]
  }

  expect_failures = [var.table, var.orders_queue, var.ingest, var.consumers]
}

run "numbers_out_of_their_bounds" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    table              = merge(var.table, { index_shards = 0 })
    orders_queue       = merge(var.orders_queue, { visibility_timeout_seconds = 43201 })
    ingest             = merge(var.ingest, { memory_mb = 127 })
    consumers          = [for consumer in var.consumers : merge(consumer, { max_receive_count = 0 })]
    expiry             = merge(var.expiry, { older_than_hours = 0 })
    table_capacity     = { read_units = 0, write_units = 1, index_read_units = 1, index_write_units = 1 }
    processor_pollers  = { minimum = 1, maximum = 1 }
    log_retention_days = 2
  }

  expect_failures = [
    var.table, var.orders_queue, var.ingest, var.consumers, var.expiry, var.table_capacity, var.processor_pollers, var.log_retention_days,
  ]
}

run "timeouts_that_the_visibility_timeout_and_the_API_do_not_wait_for" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    table        = merge(var.table, { index_statuses = ["PROCESSING"] })
    orders_queue = merge(var.orders_queue, { visibility_timeout_seconds = 179 })
    ingest       = merge(var.ingest, { timeout_seconds = 30 })
    consumers    = [for consumer in var.consumers : merge(consumer, { visibility_timeout_seconds = 0 })]
  }

  expect_failures = [var.table, var.orders_queue, var.ingest, var.consumers]
}

run "receives_that_throttling_uses_up" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    orders_queue = merge(var.orders_queue, { max_receive_count = 40 })
    ingest       = merge(var.ingest, { reserved_concurrency = 0 })
    consumers    = [for consumer in var.consumers : merge(consumer, { types = [] })]
  }

  expect_failures = [var.orders_queue, var.ingest, var.consumers]
}

run "retention_that_loses_dead_letters" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    orders_queue = merge(var.orders_queue, { dead_letter_retention_seconds = 345600 })
    consumers    = [for consumer in var.consumers : merge(consumer, { message_retention_seconds = 59 })]
  }

  expect_failures = [var.orders_queue, var.consumers]
}

run "retention_that_SQS_does_not_have" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    orders_queue = merge(var.orders_queue, { dead_letter_retention_seconds = 1209601 })
    consumers    = []
  }

  expect_failures = [var.orders_queue, var.consumers]
}

run "retention_that_SQS_does_not_have_either" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    orders_queue = merge(var.orders_queue, { message_retention_seconds = 59 })
    consumers    = [for consumer in var.consumers : merge(consumer, { name = "${consumer.name} 1" })]
  }

  expect_failures = [var.orders_queue, var.consumers]
}
