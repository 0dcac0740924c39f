# Lets `terraform destroy` delete the queues, the table and the bucket of records with what is in them. docs/deploy.md says how to use it. Do not keep it beside the configuration.

resource "aws_sqs_queue" "orders" {
  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_sqs_queue" "orders_dead_letters" {
  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_sqs_queue" "events_dead_letters" {
  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_sqs_queue" "sender" {
  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_sqs_queue" "sender_dead_letters" {
  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_sqs_queue" "consumer" {
  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_sqs_queue" "consumer_dead_letters" {
  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_dynamodb_table" "orders" {
  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_s3_bucket" "records" {
  force_destroy = true

  lifecycle {
    prevent_destroy = false
  }
}
