# Two policies for people, to attach to their roles or permission sets. Readers look; operators get both. A test compares them with the calls of the
# commands in a real run, as for the functions' roles.

locals {
  dead_letter_queue_arns = concat(
    local.source_dead_letter_queue_arns,
    [aws_sqs_queue.events_dead_letters.arn],
    [for consumer in var.consumers : aws_sqs_queue.consumer_dead_letters[consumer.name].arn],
  )

  queue_arns = concat(
    local.source_queue_arns,
    [for consumer in var.consumers : aws_sqs_queue.consumer[consumer.name].arn],
    local.dead_letter_queue_arns,
  )

  # A call that names an alias has another ARN than one that does not.
  function_arns = flatten([for function in [module.ingest, module.processor, module.notifier] : [function.arn, function.live_arn]])

  # None or one.
  audit_logs = [for address in compact([var.audit_log]) : regex("^s3://(?P<bucket>[^/]+)/(?P<prefix>.+)$", address)]

  # Readers write, too: the sight of personal data is a line of the log.
  audit_statements = flatten([for log in local.audit_logs : [
    {
      Sid      = "WriteAndReadAuditLog"
      Effect   = "Allow"
      Action   = ["s3:PutObject", "s3:GetObject"]
      Resource = "arn:${local.partition}:s3:::${log.bucket}/${log.prefix}/*"
    },
    {
      Sid       = "ListAuditLog"
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = "arn:${local.partition}:s3:::${log.bucket}"
      Condition = { StringLike = { "s3:prefix" = "${log.prefix}/*" } }
    },
  ]])

  # A dry run of a replay reads the records; the replay deletes those that it has sent.
  records_statements = flatten([for bucket in local.records_bucket_arns : [
    {
      Sid      = "ReadRecords"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "${bucket}/*"
    },
    {
      Sid      = "ListRecords"
      Effect   = "Allow"
      Action   = "s3:ListBucket"
      Resource = bucket
    },
  ]])

  reader_statements = concat([
    {
      Sid      = "ReadQueues"
      Effect   = "Allow"
      Action   = ["sqs:GetQueueUrl", "sqs:GetQueueAttributes"]
      Resource = local.queue_arns
    },
    {
      # A letter is hidden while it is read, and made visible again.
      Sid      = "ReadDeadLetters"
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"]
      Resource = local.dead_letter_queue_arns
    },
    {
      Sid    = "ReadOrders"
      Effect = "Allow"
      Action = [
        "dynamodb:DescribeTable", "dynamodb:DescribeContinuousBackups", "dynamodb:DescribeTimeToLive", "dynamodb:GetItem",
      ]
      Resource = aws_dynamodb_table.orders.arn
    },
    {
      Sid      = "ListOrders"
      Effect   = "Allow"
      Action   = "dynamodb:Query"
      Resource = "${aws_dynamodb_table.orders.arn}/index/by_status"
    },
    {
      Sid      = "ReadEvents"
      Effect   = "Allow"
      Action   = ["dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"]
      Resource = "${aws_dynamodb_table.orders.arn}/stream/*"
    },
    {
      Sid      = "ReadFunctions"
      Effect   = "Allow"
      Action   = ["lambda:GetFunctionConfiguration", "lambda:GetAlias", "lambda:ListVersionsByFunction"]
      Resource = local.function_arns
    },
    {
      # These have no resource in IAM.
      Sid      = "ReadMetrics"
      Effect   = "Allow"
      Action   = ["lambda:ListEventSourceMappings", "lambda:GetAccountSettings", "cloudwatch:GetMetricData"]
      Resource = "*"
    },
  ], local.key_statements, local.audit_statements, local.records_statements)

  operator_statements = concat([
    {
      Sid      = "Send"
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = local.queue_arns
    },
    {
      Sid      = "DeleteDeadLetters"
      Effect   = "Allow"
      Action   = "sqs:DeleteMessage"
      Resource = local.dead_letter_queue_arns
    },
    {
      # To follow redriven orders, and to find the events of a time span.
      Sid      = "FollowOrders"
      Effect   = "Allow"
      Action   = ["dynamodb:BatchGetItem", "dynamodb:Scan"]
      Resource = aws_dynamodb_table.orders.arn
    },
    {
      # Only the attributes that an erasure reads and writes: nobody changes a status or a key this way.
      Sid      = "ErasePersonalData"
      Effect   = "Allow"
      Action   = "dynamodb:UpdateItem"
      Resource = aws_dynamodb_table.orders.arn
      Condition = {
        "ForAllValues:StringEquals" = {
          "dynamodb:Attributes" = ["order_id", "content_hash", "erased_at", "customer_name", "customer_email", "metadata"]
        }
      }
    },
    {
      Sid      = "RollBack"
      Effect   = "Allow"
      Action   = "lambda:UpdateAlias"
      Resource = local.function_arns
    },
    {
      Sid    = "PauseFunctions"
      Effect = "Allow"
      Action = "lambda:UpdateEventSourceMapping"
      Resource = concat(
        [aws_lambda_event_source_mapping.orders.arn, aws_lambda_event_source_mapping.stream.arn],
        [for sender in var.senders : aws_lambda_event_source_mapping.sender[sender.name].arn],
      )
    },
    ], [for bucket in local.records_bucket_arns : {
      Sid      = "DeleteRecords"
      Effect   = "Allow"
      Action   = "s3:DeleteObject"
      Resource = "${bucket}/*"
  }])
}

resource "aws_iam_policy" "reader" {
  name        = "${var.prefix}orders-reader-${var.region}"
  description = "Look at the pipeline: queues, dead letters, orders, events, functions and metrics."
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.reader_statements })
}

resource "aws_iam_policy" "operator" {
  name        = "${var.prefix}orders-operator-${var.region}"
  description = "Redrive, discard and import dead letters, change orders, replay events, erase personal data, pause functions. In addition to orders-reader."
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.operator_statements })
}
