# A queue for each outside sender: senders.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

override_resource {
  target = aws_sqs_queue.sender["market"]
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:orders-market"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/orders-market"
  }
}

override_resource {
  target = aws_sqs_queue.sender_dead_letters["market"]
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:orders-market-dlq"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/orders-market-dlq"
  }
}

variables {
  packages_folder           = "tests/fixtures/packages"
  composite_alarm_topic_arn = "arn:aws:sns:ap-south-1:111122223333:on-call"
  senders = [
    { name = "market", queue = "orders-market", maximum_concurrency = 3 },
    { name = "till", queue = "orders-till", maximum_concurrency = 2 },
  ]
  sender_principals = { market = ["arn:aws:iam::444455556666:role/export"] }
}

run "each_sender_has_a_queue_that_only_it_may_send_to" {
  assert {
    condition = { for name, policy in aws_sqs_queue_policy.sender : name => [
      for statement in jsondecode(policy.policy).Statement : [statement.Principal.AWS, statement.Action, statement.Resource] if statement.Effect == "Allow"]
      } == {
      market = [[["arn:aws:iam::444455556666:role/export"], ["sqs:SendMessage", "sqs:GetQueueUrl"], "arn:aws:sqs:ap-south-1:111122223333:orders-market"]]
      till   = []
    }
    error_message = "sender_principals: they may send to their own queue only."
  }
  assert {
    condition = alltrue([for policy in concat(
    [aws_sqs_queue_policy.orders], values(aws_sqs_queue_policy.sender_dead_letters)) : [for statement in jsondecode(policy.policy).Statement : statement.Effect] == ["Deny"]])
    error_message = "sender_principals: nobody outside the account may use the orders queue or a sender's dead-letter queue."
  }
  assert {
    condition = alltrue([for name, queue in aws_sqs_queue.sender : (
      queue.visibility_timeout_seconds == aws_sqs_queue.orders.visibility_timeout_seconds
      && queue.max_message_size == aws_sqs_queue.orders.max_message_size
      && jsondecode(queue.redrive_policy) == {
        deadLetterTargetArn = aws_sqs_queue.sender_dead_letters[name].arn, maxReceiveCount = var.orders_queue.max_receive_count
      }
      && jsondecode(aws_sqs_queue_redrive_allow_policy.sender_dead_letters[name].redrive_allow_policy).sourceQueueArns == [queue.arn]
    )])
    error_message = "senders: each queue must have the attributes of the orders queue, and its own dead-letter queue."
  }
}

run "the_Processor_reads_each_with_its_own_concurrency" {
  assert {
    condition = { for name, mapping in aws_lambda_event_source_mapping.sender : name => [
      mapping.event_source_arn, mapping.function_name, mapping.scaling_config[0].maximum_concurrency, mapping.function_response_types]
      } == {
      for sender in var.senders : sender.name => [
      aws_sqs_queue.sender[sender.name].arn, module.processor.live_arn, sender.maximum_concurrency, toset(["ReportBatchItemFailures"])]
    }
    error_message = "senders: each queue must have a mapping to the Processor with its own concurrency."
  }
  assert {
    condition = alltrue([for statement in ["OrdersMapping", "ReturnForRetry"] :
    module.processor.statements[statement].Resource == [aws_sqs_queue.orders.arn, aws_sqs_queue.sender["market"].arn, aws_sqs_queue.sender["till"].arn]])
    error_message = "senders: the Processor may read each queue."
  }
  assert {
    condition     = module.processor.statements["DeadLetters"].Resource == [aws_sqs_queue.orders_dead_letters.arn, aws_sqs_queue.sender_dead_letters["market"].arn, aws_sqs_queue.sender_dead_letters["till"].arn]
    error_message = "senders: the Processor may send to each dead-letter queue."
  }
  assert {
    condition = jsondecode(local.environments.processor.SENDERS)[0] == {
      name      = "market"
      queue_url = "https://sqs.ap-south-1.amazonaws.com/111122223333/orders-market"
      dlq_url   = "https://sqs.ap-south-1.amazonaws.com/111122223333/orders-market-dlq"
    }
    error_message = "senders: the Processor must know each queue's sender."
  }
}

run "operators_and_alarms_reach_each" {
  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.oldest_order : name => alarm.alarm_name } == { orders = "orders-oldest-message", sender-market = "orders-market-oldest-message", sender-till = "orders-till-oldest-message" }
    error_message = "senders: each queue must have an alarm on its oldest message."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.dead_letters["sender-till"].dimensions == tomap({ QueueName = "orders-till-dlq" }) && strcontains(aws_cloudwatch_composite_alarm.orders.alarm_rule, "orders-till-oldest-message")
    error_message = "senders: each dead-letter queue must have alarms, and the composite alarm must know them."
  }
  assert {
    condition = alltrue([for statement in local.operator_statements : contains(statement.Resource, aws_sqs_queue.sender_dead_letters["market"].arn)
    if contains(["Send", "DeleteDeadLetters"], statement.Sid)])
    error_message = "senders: operators may redrive and discard each sender's dead letters."
  }
  assert {
    condition = anytrue([for statement in local.operator_statements : contains(statement.Resource, aws_lambda_event_source_mapping.sender["market"].arn)
    if statement.Sid == "PauseFunctions"])
    error_message = "senders: operators may pause each mapping."
  }
}

run "more_alarms_than_the_composite_alarm_names" {
  command = plan

  variables {
    senders           = [for number in range(17) : { name = "market-${number}", queue = "orders-market-${number}", maximum_concurrency = 2 }]
    sender_principals = {}
  }

  expect_failures = [aws_cloudwatch_composite_alarm.orders]
}

run "everybody_as_a_sender" {
  command = plan

  variables {
    sender_principals = { market = ["*"] }
  }

  expect_failures = [var.sender_principals]
}

run "principals_of_a_sender_that_does_not_exist" {
  command = plan

  variables {
    sender_principals = { shop = ["arn:aws:iam::444455556666:root"] }
  }

  expect_failures = [var.sender_principals]
}
