# The connections between queues: mappings, redrive, on-failure destination, the expiry message.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  packages_folder           = "tests/fixtures/packages"
  composite_alarm_topic_arn = "arn:aws:sns:ap-south-1:111122223333:on-call"
}

run "mappings" {
  assert {
    condition     = aws_lambda_event_source_mapping.orders.event_source_arn == aws_sqs_queue.orders.arn
    error_message = "orders mapping: its source must be the orders queue."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.orders.function_name == module.processor.live.arn
    error_message = "orders mapping: its function must be the Processor, by the alias."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.orders.function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "orders mapping: it must report batch item failures."
  }
  assert {
    condition     = length(aws_lambda_event_source_mapping.orders.filter_criteria) == 0
    error_message = "orders mapping: a filter deletes what does not match."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.stream.event_source_arn == aws_dynamodb_table.orders.stream_arn
    error_message = "stream mapping: its source must be the table's stream."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.stream.function_name == module.notifier.live.arn
    error_message = "stream mapping: its function must be the Notifier, by the alias."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.stream.starting_position == "TRIM_HORIZON"
    error_message = "stream mapping: it must start at TRIM_HORIZON, because LATEST can miss records."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.stream.function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "stream mapping: it must report batch item failures."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.stream.destination_config[0].on_failure[0].destination_arn == aws_sqs_queue.events_dead_letters.arn
    error_message = "stream mapping: its on-failure destination must be order-events-dlq."
  }
}

run "redrive" {
  command = plan

  assert {
    condition     = jsondecode(aws_sqs_queue.orders.redrive_policy).deadLetterTargetArn == aws_sqs_queue.orders_dead_letters.arn
    error_message = "orders redrive: it must go to orders-dlq."
  }
  assert {
    condition     = aws_sqs_queue_redrive_allow_policy.orders_dead_letters.queue_url == aws_sqs_queue.orders_dead_letters.url
    error_message = "orders redrive allow policy: it must be on orders-dlq."
  }
  assert {
    condition = jsondecode(aws_sqs_queue_redrive_allow_policy.orders_dead_letters.redrive_allow_policy) == {
      redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.orders.arn]
    }
    error_message = "orders redrive allow policy: it must allow the orders queue, and no other."
  }
  assert {
    condition = alltrue([for name, queue in aws_sqs_queue.consumer :
    jsondecode(queue.redrive_policy).deadLetterTargetArn == aws_sqs_queue.consumer_dead_letters[name].arn])
    error_message = "consumer redrive: it must go to the consumer's own dead-letter queue."
  }
  assert {
    condition = alltrue([for name, policy in aws_sqs_queue_redrive_allow_policy.consumer_dead_letters :
      policy.queue_url == aws_sqs_queue.consumer_dead_letters[name].url
    && jsondecode(policy.redrive_allow_policy) == { redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.consumer[name].arn] }])
    error_message = "consumer redrive allow policy: it must be on the consumer's dead-letter queue and allow its queue, and no other."
  }
  assert {
    condition = (
      aws_sqs_queue.orders_dead_letters.fifo_queue != true && aws_sqs_queue.events_dead_letters.fifo_queue != true
      && alltrue([for queue in concat(values(aws_sqs_queue.consumer), values(aws_sqs_queue.consumer_dead_letters)) : queue.fifo_queue])
    )
    error_message = "queue types: orders-dlq and order-events-dlq must be standard queues, those of consumers FIFO."
  }
  assert {
    condition = (
      aws_sqs_queue.orders.max_message_size < aws_sqs_queue.orders_dead_letters.max_message_size
      && alltrue([for queue in aws_sqs_queue.consumer : queue.max_message_size < aws_sqs_queue.events_dead_letters.max_message_size])
      && alltrue([for queue in aws_sqs_queue.consumer_dead_letters : queue.max_message_size == aws_sqs_queue.events_dead_letters.max_message_size])
    )
    error_message = "message sizes: a message must fit orders-dlq, and an event order-events-dlq, with its dead_letter attribute."
  }
}

run "queue_policies" {
  command = plan

  assert {
    condition = alltrue(concat(
      [
        for pair in [
          [aws_sqs_queue_policy.orders, aws_sqs_queue.orders],
          [aws_sqs_queue_policy.orders_dead_letters, aws_sqs_queue.orders_dead_letters],
          [aws_sqs_queue_policy.events_dead_letters, aws_sqs_queue.events_dead_letters],
        ] : pair[0].queue_url == pair[1].url && jsondecode(pair[0].policy).Statement[0] == merge(local.deny_without_tls, { Resource = pair[1].arn })
      ],
      [
        for name, policy in aws_sqs_queue_policy.consumer : policy.queue_url == aws_sqs_queue.consumer[name].url
        && jsondecode(policy.policy).Statement[0] == merge(local.deny_without_tls, { Resource = aws_sqs_queue.consumer[name].arn })
      ],
      [
        for name, policy in aws_sqs_queue_policy.consumer_dead_letters : policy.queue_url == aws_sqs_queue.consumer_dead_letters[name].url
        && jsondecode(policy.policy).Statement[0] == merge(local.deny_without_tls, { Resource = aws_sqs_queue.consumer_dead_letters[name].arn })
      ],
    ))
    error_message = "queue policies: each must be on its own queue and deny requests to that queue without TLS."
  }
  assert {
    condition = alltrue([for policy in concat(
      [aws_sqs_queue_policy.orders, aws_sqs_queue_policy.orders_dead_letters, aws_sqs_queue_policy.events_dead_letters],
      values(aws_sqs_queue_policy.consumer), values(aws_sqs_queue_policy.consumer_dead_letters),
    ) : length(jsondecode(policy.policy).Statement) == 1])
    error_message = "queue policies: only the named principals may be allowed."
  }
}

run "expiry" {
  command = plan

  assert {
    condition     = aws_scheduler_schedule.expiry.target[0].arn == aws_sqs_queue.orders.arn
    error_message = "expiry: its message must go to the orders queue."
  }
  assert {
    condition     = aws_scheduler_schedule.expiry.target[0].role_arn == aws_iam_role.scheduler.arn
    error_message = "expiry: the scheduler must have its own role."
  }
  assert {
    condition     = jsondecode(aws_scheduler_schedule.expiry.target[0].input) == { type = "order.expire_pending", older_than_hours = var.expiry.older_than_hours }
    error_message = "expiry: its message must be an order.expire_pending with the hours of the settings."
  }
  assert {
    condition     = aws_scheduler_schedule.expiry.schedule_expression == var.expiry.schedule
    error_message = "expiry: its schedule must be that of the settings."
  }
  assert {
    condition     = aws_iam_role_policy.scheduler.role == aws_iam_role.scheduler.id
    error_message = "expiry: its policy must be on the scheduler's role."
  }
  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.scheduler.policy).Statement : [statement.Action, statement.Resource]] == [
      ["sqs:SendMessage", aws_sqs_queue.orders.arn]
    ]
    error_message = "expiry: the scheduler may send to the orders queue and do nothing else."
  }
}
