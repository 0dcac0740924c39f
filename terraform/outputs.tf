output "api_url" {
  description = "The URL of the API. Place orders with POST <api_url>/orders."
  value       = aws_apigatewayv2_api.orders.api_endpoint
}

output "api_caller_role_arns" {
  description = "The roles that callers of other accounts assume, by the caller's name."
  value       = { for name, role in aws_iam_role.api_caller : name => role.arn }
}

output "ingest_function_arn" {
  description = "The Ingest function."
  value       = module.ingest.arn
}

output "processor_function_arn" {
  description = "The Processor function."
  value       = module.processor.arn
}

output "notifier_function_arn" {
  description = "The Notifier function."
  value       = module.notifier.arn
}

output "table_name" {
  description = "The orders table."
  value       = aws_dynamodb_table.orders.name
}

output "orders_queue_url" {
  description = "The queue for orders and status changes as messages."
  value       = aws_sqs_queue.orders.url
}

output "orders_dlq_url" {
  description = "The dead-letter queue of messages that cannot be processed."
  value       = aws_sqs_queue.orders_dead_letters.url
}

output "sender_queue_urls" {
  description = "The URL of each outside sender's queue, by the sender's name."
  value       = { for name, queue in aws_sqs_queue.sender : name => queue.url }
}

output "sender_dlq_urls" {
  description = "The URL of each outside sender's dead-letter queue, by the sender's name."
  value       = { for name, queue in aws_sqs_queue.sender_dead_letters : name => queue.url }
}

output "order_events_dlq_url" {
  description = "The dead-letter queue of records and events that could not be delivered to consumers."
  value       = aws_sqs_queue.events_dead_letters.url
}

output "records_bucket" {
  description = "The bucket of records that Lambda gives up. null if reports on order-events-dlq name them."
  value       = try(aws_s3_bucket.records["records"].bucket, null)
}

output "consumer_queue_urls" {
  description = "The URL of each consumer's queue, by the consumer's name."
  value       = { for name, queue in aws_sqs_queue.consumer : name => queue.url }
}

output "consumer_dlq_urls" {
  description = "The URL of each consumer's dead-letter queue, by the consumer's name."
  value       = { for name, queue in aws_sqs_queue.consumer_dead_letters : name => queue.url }
}

output "log_groups" {
  description = "The log groups of the functions."
  value       = [module.ingest.log_group, module.processor.log_group, module.notifier.log_group]
}

output "reader_policy_arn" {
  description = "The policy for people who look at the pipeline."
  value       = aws_iam_policy.reader.arn
}

output "operator_policy_arn" {
  description = "The policy for operators, in addition to the readers' policy."
  value       = aws_iam_policy.operator.arn
}

output "kms_key_arn" {
  description = "The KMS key of queues, table, logs and records. Consumers and senders of other accounts need it in their own policies. null if AWS's keys are used."
  value       = local.kms_key_arn
}

output "release" {
  description = "The release that was published last: `orders status` shows which one is live."
  value       = local.release
}
