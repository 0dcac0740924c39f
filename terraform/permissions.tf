# The permissions of each function's role, besides its own logs and traces. Statements named …Mapping are for Lambda's event source mapping; the others
# are for the function's own calls. A test compares them with the calls of a real run.

locals {
  statements = {
    ingest = concat([
      {
        Sid      = "ReadOrders"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:BatchGetItem"]
        Resource = aws_dynamodb_table.orders.arn
      },
      {
        Sid      = "ListOrders"
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "${aws_dynamodb_table.orders.arn}/index/by_status"
      },
      {
        Sid      = "QueueOrders"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.orders.arn
      },
    ], local.key_statements)

    processor = concat([
      {
        Sid      = "OrdersMapping"
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        Resource = local.source_queue_arns
      },
      {
        Sid      = "ReturnForRetry"
        Effect   = "Allow"
        Action   = "sqs:ChangeMessageVisibility"
        Resource = local.source_queue_arns
      },
      {
        Sid      = "DeadLetters"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = local.source_dead_letter_queue_arns
      },
      {
        Sid      = "WriteOrders"
        Effect   = "Allow"
        Action   = ["dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:UpdateItem", "dynamodb:BatchGetItem"]
        Resource = aws_dynamodb_table.orders.arn
      },
      {
        Sid      = "ExpireOrders"
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "${aws_dynamodb_table.orders.arn}/index/by_status"
      },
    ], local.key_statements)

    notifier = concat([
      {
        Sid      = "StreamMapping"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
        Resource = "${aws_dynamodb_table.orders.arn}/stream/*"
      },
      {
        # Also for Lambda: without a bucket for the records, the queue is the mapping's on-failure destination.
        Sid      = "Quarantine"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.events_dead_letters.arn
      },
      {
        Sid      = "TellConsumers"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = [for consumer in var.consumers : aws_sqs_queue.consumer[consumer.name].arn]
      },
      ], local.key_statements, flatten([for bucket in local.records_bucket_arns : [
        {
          # The bucket is the mapping's on-failure destination. Lambda checks both when it creates the mapping.
          Sid      = "OnFailureMapping"
          Effect   = "Allow"
          Action   = "s3:PutObject"
          Resource = "${bucket}/*"
        },
        {
          Sid      = "OnFailureBucketMapping"
          Effect   = "Allow"
          Action   = "s3:ListBucket"
          Resource = bucket
        },
    ]]))
  }

  # With a customer managed key, the caller needs permission to use the key.
  key_statements = local.own_key ? [{
    Sid      = "Encryption"
    Effect   = "Allow"
    Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource = local.kms_key_arn
  }] : []
}
