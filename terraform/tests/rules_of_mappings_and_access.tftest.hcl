# See rules.tftest.hcl. This file has the rules of variables that other rules refer to, and of access.

run "access_that_nobody_can_mean" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    consumer_principals = { fulfilment = ["*"] }
    api_authorization   = "NONE"
    architecture        = "arm"
    audit_log           = "s3://audit-logs/orders/*"
    kms_key_arn         = "arn:aws:kms:ap-south-1:111122223333:key/one"
    create_kms_key      = true
    processor           = merge(var.processor, { name = "" })
    notifier            = merge(var.notifier, { name = "orders.notifier" })
  }

  expect_failures = [
    var.consumer_principals, var.api_authorization, var.architecture, var.audit_log, var.kms_key_arn, var.processor, var.notifier,
  ]
}

run "access_without_its_particulars" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    consumer_principals = { nobody = [] }
    api_authorization   = "BASIC"
    order_events_dlq    = merge(var.order_events_dlq, { name = "order-events-dlq.fifo" })
    notifier            = merge(var.notifier, { memory_mb = 127 })
  }

  expect_failures = [var.consumer_principals, var.api_authorization, var.order_events_dlq, var.notifier]
}

run "tokens_without_an_issuer" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    api_authorization = "JWT"
    order_events_dlq  = merge(var.order_events_dlq, { message_retention_seconds = 59 })
    notifier          = merge(var.notifier, { timeout_seconds = 901 })
  }

  expect_failures = [var.api_jwt, var.order_events_dlq, var.notifier]
}

run "tokens_of_an_issuer_without_TLS" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    api_authorization = "JWT"
    api_jwt           = { issuer = "http://login.example", audience = ["orders"] }
    processor         = merge(var.processor, { batch_size = 0 })
    notifier          = merge(var.notifier, { batch_size = 0 })
  }

  expect_failures = [var.api_jwt, var.processor, var.notifier]
}

run "windows_that_the_mappings_do_not_have" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    processor = merge(var.processor, { maximum_batching_window_seconds = 301 })
    notifier  = merge(var.notifier, { maximum_batching_window_seconds = 301 })
  }

  expect_failures = [var.processor, var.notifier]
}

run "a_window_of_none_for_a_large_batch_and_eleven_batches_of_a_shard" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    processor = merge(var.processor, { batch_size = 11 })
    notifier  = merge(var.notifier, { parallelization_factor = 11 })
  }

  expect_failures = [var.processor, var.notifier]
}

run "one_batch_at_once_and_attempts_without_a_meaning" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    processor = merge(var.processor, { maximum_concurrency = 1 })
    notifier  = merge(var.notifier, { maximum_retry_attempts = -2 })
  }

  expect_failures = [var.processor, var.notifier]
}

run "a_concurrency_that_the_mapping_would_be_throttled_by" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    processor = merge(var.processor, { reserved_concurrency = 3 })
    notifier  = merge(var.notifier, { reserved_concurrency = 0 })
  }

  expect_failures = [var.processor, var.notifier]
}

run "an_age_over_a_week" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    notifier         = merge(var.notifier, { maximum_record_age_seconds = 604801 })
    order_events_dlq = merge(var.order_events_dlq, { name = "orders", records_bucket = "Failed" })
  }

  expect_failures = [var.notifier, var.order_events_dlq]
}

run "a_prefix_that_no_name_has" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    prefix = "staging/"
  }

  expect_failures = [var.prefix]
}

run "a_processor_without_memory" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    processor = merge(var.processor, { memory_mb = 127 })
  }

  expect_failures = [var.processor]
}

run "a_timeout_over_15_minutes" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    processor = merge(var.processor, { timeout_seconds = 901 })
  }

  expect_failures = [var.processor]
}

run "pages_and_callers_that_nobody_can_mean" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    api_cors    = { allow_origins = ["https://shop.example"] }
    api_callers = { "a name" = ["arn:aws:iam::444455556666:root"] }
  }

  expect_failures = [var.api_cors, var.api_callers]
}

run "all_pages_and_all_callers" {
  command = plan

  module {
    source = "./tests/rules"
  }

  variables {
    api_authorization = "JWT"
    api_jwt           = { issuer = "https://login.example", audience = ["orders"], scopes = { read = [], write = ["orders/write"] } }
    api_cors          = { allow_origins = ["*"], max_age_seconds = 90000 }
    api_callers       = { everybody = ["*"] }
  }

  expect_failures = [var.api_jwt, var.api_cors, var.api_callers]
}
