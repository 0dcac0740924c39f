resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn                   = aws_sqs_queue.orders.arn
  function_name                      = module.processor.live_arn
  batch_size                         = var.processor.batch_size
  maximum_batching_window_in_seconds = var.processor.maximum_batching_window_seconds
  function_response_types            = ["ReportBatchItemFailures"]

  dynamic "scaling_config" {
    for_each = var.processor_pollers == null ? [var.processor.maximum_concurrency] : []
    content {
      maximum_concurrency = scaling_config.value
    }
  }

  dynamic "provisioned_poller_config" {
    for_each = var.processor_pollers == null ? [] : [var.processor_pollers]
    content {
      minimum_pollers = provisioned_poller_config.value.minimum
      maximum_pollers = provisioned_poller_config.value.maximum
    }
  }

  # Lambda checks the role's permissions when it creates a mapping.
  depends_on = [module.processor]
}

resource "aws_lambda_event_source_mapping" "stream" {
  event_source_arn = aws_dynamodb_table.orders.stream_arn
  function_name    = module.notifier.live_arn

  # LATEST can miss records that are written while the mapping is created.
  starting_position                  = "TRIM_HORIZON"
  batch_size                         = var.notifier.batch_size
  maximum_batching_window_in_seconds = var.notifier.maximum_batching_window_seconds
  parallelization_factor             = var.notifier.parallelization_factor
  maximum_retry_attempts             = var.notifier.maximum_retry_attempts
  maximum_record_age_in_seconds      = var.notifier.maximum_record_age_seconds
  bisect_batch_on_function_error     = var.notifier.bisect_batch_on_function_error
  function_response_types            = ["ReportBatchItemFailures"]

  destination_config {
    on_failure {
      destination_arn = try(aws_s3_bucket.records["records"].arn, aws_sqs_queue.events_dead_letters.arn)
    }
  }

  # An object that comes before the bucket's notification would have no notice.
  depends_on = [module.notifier, aws_s3_bucket_notification.records]
}
