# Without a customer managed key, SQS and DynamoDB encrypt with their own keys, which need no permissions.

resource "aws_kms_key" "orders" {
  count = var.create_kms_key ? 1 : 0

  description         = "Orders: queues, table, logs and records"
  enable_key_rotation = true

  # KMS's longest. Dead letters wait for up to 14 days, and backups of the table for 35: without the key, neither can be read.
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "IamDecides"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "LogGroups"
        Effect    = "Allow"
        Principal = { Service = "logs.${var.region}.${data.aws_partition.current.dns_suffix}" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
        Resource  = "*"
        Condition = {
          ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${var.region}:${local.account_id}:log-group:*" }
        }
      },
      ], [for user in local.key_users : {
        # IAM does not decide for other accounts. They use the key through SQS only, for their own queue.
        Effect    = "Allow"
        Principal = { AWS = user.principals }
        Action    = user.actions
        Resource  = "*"
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${var.region}.${data.aws_partition.current.dns_suffix}"
            "kms:EncryptionContext:aws:sqs:arn" = "arn:${local.partition}:sqs:${var.region}:${local.account_id}:${user.queue}"
          }
        }
        }], [for bucket in local.records_bucket_arns : {
        Sid       = "NoticesOfRecords"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource  = "*"
        Condition = { ArnEquals = { "aws:SourceArn" = bucket }, StringEquals = { "aws:SourceAccount" = local.account_id } }
    }])
  })
}

resource "aws_kms_alias" "orders" {
  count = var.create_kms_key ? 1 : 0

  name          = "alias/${var.prefix}orders"
  target_key_id = aws_kms_key.orders[0].key_id
}

locals {
  key_users = concat(
    [for name, principals in var.sender_principals : {
      principals = principals
      actions    = ["kms:GenerateDataKey", "kms:Decrypt"]
      queue      = "${var.prefix}${local.senders[name].queue}"
    } if length(principals) > 0],
    [for name, principals in var.consumer_principals : {
      principals = principals
      actions    = ["kms:Decrypt"]
      queue      = "${var.prefix}${local.consumers[name].queue}"
    } if length(principals) > 0],
  )

  kms_key_arn = var.create_kms_key ? aws_kms_key.orders[0].arn : var.kms_key_arn

  # Known at plan time, unlike the key's ARN.
  own_key = var.create_kms_key || var.kms_key_arn != null
}
