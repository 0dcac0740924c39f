# Without a customer managed key, SQS and DynamoDB encrypt with their own keys, which need no permissions.

resource "aws_kms_key" "orders" {
  count = var.create_kms_key ? 1 : 0

  description             = "Orders: queues, table and logs"
  enable_key_rotation     = true
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
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
    ]
  })
}

resource "aws_kms_alias" "orders" {
  count = var.create_kms_key ? 1 : 0

  name          = "alias/${var.prefix}orders"
  target_key_id = aws_kms_key.orders[0].key_id
}

locals {
  kms_key_arn = var.create_kms_key ? aws_kms_key.orders[0].arn : var.kms_key_arn

  # Known at plan time, unlike the key's ARN.
  own_key = var.create_kms_key || var.kms_key_arn != null
}
