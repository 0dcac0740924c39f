# The bucket that keeps whole the records that Lambda gives up (order_events_dlq.records_bucket), instead of reports on order-events-dlq that name only
# their positions in the stream. S3 sends a notice of each object to order-events-dlq, so that the same alarms fire. docs/adr/0022-records-that-lambda-gives-up-go-to-a-bucket.md has the reasons.

locals {
  # None or one. A bucket's name is unique in all of AWS.
  records_buckets = {
    for name in compact([var.order_events_dlq.records_bucket]) :
    "records" => "${var.prefix}${name}-${local.account_id}-${var.region}"
  }

  records_bucket_arns = [for name in values(local.records_buckets) : "arn:${local.partition}:s3:::${name}"]

  # An object stays for a day longer than the notice of it.
  records_retention_days = ceil(var.order_events_dlq.message_retention_seconds / 86400) + 1
}

resource "aws_s3_bucket" "records" {
  for_each = local.records_buckets

  bucket = each.value

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "records" {
  for_each = aws_s3_bucket.records

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "records" {
  for_each = aws_s3_bucket.records

  bucket = each.value.id

  rule {
    bucket_key_enabled = local.own_key

    apply_server_side_encryption_by_default {
      sse_algorithm     = local.own_key ? "aws:kms" : "AES256"
      kms_master_key_id = local.kms_key_arn
    }
  }
}

# Without versions: an object is written once, under a name of its own, and deleting it must delete the customer's data in it.
resource "aws_s3_bucket_lifecycle_configuration" "records" {
  for_each = aws_s3_bucket.records

  bucket = each.value.id

  rule {
    id     = "retention"
    status = "Enabled"

    filter {}

    expiration {
      days = local.records_retention_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_policy" "records" {
  for_each = aws_s3_bucket.records

  bucket = each.value.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [each.value.arn, "${each.value.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  # S3 refuses two changes of a bucket's access at the same time.
  depends_on = [aws_s3_bucket_public_access_block.records]
}

resource "aws_s3_bucket_notification" "records" {
  for_each = aws_s3_bucket.records

  bucket = each.value.id

  queue {
    queue_arn = aws_sqs_queue.events_dead_letters.arn
    events    = ["s3:ObjectCreated:*"]
  }

  # S3 sends a test message when it gets the configuration.
  depends_on = [aws_sqs_queue_policy.events_dead_letters, aws_kms_key.orders]
}
