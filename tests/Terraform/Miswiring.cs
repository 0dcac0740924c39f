namespace Orders.Tests.Terraform;

/// <summary>A wrong wire.</summary>
/// <param name="Names">What the test that sees it must say.</param>
/// <param name="File">In <c>terraform/</c>.</param>
/// <param name="Right">What is there.</param>
/// <param name="Wrong">What is put in its place; valid, so that nothing but a test sees it.</param>
/// <param name="Test">The file in <c>terraform/tests</c> that sees it.</param>
sealed record Miswiring(string Names, string File, string Right, string Wrong, string Test)
{
    /// <summary>By what is wrong.</summary>
    public static IReadOnlyDictionary<string, Miswiring> All { get; } = new Dictionary<string, Miswiring>
    {
        ["the mapping reads the wrong queue"] = new(
            "orders mapping: its source must be the orders queue",
            "mappings.tf",
            "event_source_arn                   = aws_sqs_queue.orders.arn",
            "event_source_arn                   = aws_sqs_queue.orders_dead_letters.arn",
            "messages"),
        ["the stream is read from its end"] = new(
            "stream mapping: it must start at TRIM_HORIZON",
            "mappings.tf", "starting_position                  = \"TRIM_HORIZON\"", "starting_position = \"LATEST\"", "messages"),
        ["dead orders go to the dead letters of events"] = new(
            "orders redrive: it must go to orders-dlq",
            "queues.tf",
            "deadLetterTargetArn = aws_sqs_queue.orders_dead_letters.arn",
            "deadLetterTargetArn = aws_sqs_queue.events_dead_letters.arn",
            "messages"),
        ["a consumer's dead letters go to another's"] = new(
            "consumer redrive: it must go to the consumer's own",
            "consumers.tf",
            "deadLetterTargetArn = aws_sqs_queue.consumer_dead_letters[each.key].arn",
            "deadLetterTargetArn = aws_sqs_queue.consumer_dead_letters[each.key == \"fulfilment\" ? \"notifications\" : \"fulfilment\"].arn",
            "messages"),
        ["a sender's dead letters go to those of orders"] = new(
            "senders: each queue must have the attributes of the orders queue, and its own dead-letter queue",
            "senders.tf",
            "deadLetterTargetArn = aws_sqs_queue.sender_dead_letters[each.key].arn",
            "deadLetterTargetArn = aws_sqs_queue.orders_dead_letters.arn",
            "senders"),
        ["the Processor takes a sender for a trusted one"] = new(
            "senders: the Processor must know each queue's sender",
            "functions.tf",
            "queue_url = aws_sqs_queue.sender[sender.name].url",
            "queue_url = aws_sqs_queue.orders.url",
            "senders"),
        ["the expiry goes to the dead letters"] = new(
            "expiry: its message must go to the orders queue",
            "expiry.tf",
            "    arn      = aws_sqs_queue.orders.arn",
            "    arn      = aws_sqs_queue.orders_dead_letters.arn",
            "messages"),
        ["the Processor sends dead letters to its own queue"] = new(
            "Processor's environment: ",
            "functions.tf",
            "aws_sqs_queue.orders_dead_letters.url",
            "aws_sqs_queue.orders.url",
            "functions"),
        ["another role may expire orders"] = new(
            "Processor's environment: ",
            "functions.tf",
            "EXPIRY_ROLE_ID               = aws_iam_role.scheduler.unique_id",
            "EXPIRY_ROLE_ID               = aws_iam_role.scheduler.name",
            "functions"),
        ["everybody may send as a sender"] = new(
            "sender_principals: they may send to their own queue only",
            "senders.tf", "Principal = { AWS = var.sender_principals[each.key] }", "Principal = { AWS = [\"*\"] }", "senders"),
        ["consumers are told on their dead-letter queues"] = new(
            "Notifier's CONSUMERS: each consumer must have its own queue",
            "functions.tf",
            "aws_sqs_queue.consumer[consumer.name].url",
            "aws_sqs_queue.consumer_dead_letters[consumer.name].url",
            "functions"),
        ["rows are removed by another attribute"] = new(
            "time_to_live_days: DynamoDB must remove rows by remove_after",
            "tables.tf", "attribute_name = \"remove_after\"", "attribute_name = \"created_at\"", "options"),
        ["Ingest may send to the dead letters only"] = new(
            "Ingest's permissions: ",
            "permissions.tf",
            "Sid      = \"QueueOrders\"\n        Effect   = \"Allow\"\n        Action   = \"sqs:SendMessage\"\n        Resource = aws_sqs_queue.orders.arn",
            "Sid      = \"QueueOrders\"\n        Effect   = \"Allow\"\n        Action   = \"sqs:SendMessage\"\n        Resource = aws_sqs_queue.orders_dead_letters.arn",
            "functions"),
        ["the index's keys are swapped"] = new(
            "table: its index by_status must have the keys",
            "tables.tf",
            "hash_key        = \"status_shard\"\n    range_key       = \"created_at\"",
            "hash_key        = \"created_at\"\n    range_key       = \"status_shard\"",
            "functions"),
        ["the API calls the Processor"] = new(
            "API integration: it must call Ingest",
            "api.tf", "integration_uri        = module.ingest.invoke_arn", "integration_uri = module.processor.invoke_arn", "api_and_alarms"),
        ["the stream's lag is looked for at the Processor"] = new(
            "alarms: iterator-age must watch the Notifier",
            "alarms.tf",
            "metric_name         = \"IteratorAge\"\n  dimensions          = { FunctionName = module.notifier.name }",
            "metric_name         = \"IteratorAge\"\n  dimensions          = { FunctionName = module.processor.name }",
            "api_and_alarms"),
        ["the orders queue feeds the Notifier"] = new(
            "orders mapping: its function must be the Processor",
            "mappings.tf",
            "function_name                      = module.processor.live_arn",
            "function_name = module.notifier.live_arn",
            "messages"),
        ["the orders queue feeds the Processor past its alias"] = new(
            "orders mapping: its function must be the Processor, by the alias",
            "mappings.tf",
            "function_name                      = module.processor.live_arn",
            "function_name = module.processor.arn",
            "messages"),
        ["the API may call Ingest past its alias only"] = new(
            "API permission: this API, and no other, may call Ingest, by the alias",
            "api.tf", "qualifier     = module.ingest.alias", "qualifier     = null", "api_and_alarms"),
        ["a function's alias stays with its first version"] = new(
            "releases: each alias must have the version that was published last",
            "modules/function/main.tf",
            "function_version = coalesce(var.released_version, aws_lambda_function.this.version)",
            "function_version = coalesce(var.released_version, \"1\")",
            "releases"),
        ["partial responses are dropped"] = new(
            "orders mapping: it must report batch item failures",
            "mappings.tf",
            "maximum_batching_window_in_seconds = var.processor.maximum_batching_window_seconds\n  function_response_types            = [\"ReportBatchItemFailures\"]",
            "maximum_batching_window_in_seconds = var.processor.maximum_batching_window_seconds",
            "messages"),
        ["what the stream's mapping discards goes to the dead orders"] = new(
            "stream mapping: its on-failure destination must be order-events-dlq",
            "mappings.tf",
            "aws_s3_bucket.records[\"records\"].arn, aws_sqs_queue.events_dead_letters.arn)",
            "aws_s3_bucket.records[\"records\"].arn, aws_sqs_queue.orders_dead_letters.arn)",
            "messages"),
        ["what the stream's mapping discards does not go to the bucket"] = new(
            "records_bucket: it must be the on-failure destination",
            "mappings.tf",
            "try(aws_s3_bucket.records[\"records\"].arn, aws_sqs_queue.events_dead_letters.arn)",
            "aws_sqs_queue.events_dead_letters.arn",
            "options"),
        ["nobody hears of an object with records"] = new(
            "records_bucket: notices of its objects must go to order-events-dlq",
            "records.tf",
            "queue_arn = aws_sqs_queue.events_dead_letters.arn",
            "queue_arn = aws_sqs_queue.orders_dead_letters.arn",
            "options"),
    };
}
