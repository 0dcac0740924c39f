# src/Core/Storage/OrdersTable.cs defines the table; a test compares this resource with it.

resource "aws_dynamodb_table" "orders" {
  name                        = local.names.table
  billing_mode                = var.table_capacity == null ? "PAY_PER_REQUEST" : "PROVISIONED"
  read_capacity               = var.table_capacity == null ? null : var.table_capacity.read_units
  write_capacity              = var.table_capacity == null ? null : var.table_capacity.write_units
  deletion_protection_enabled = var.deletion_protection

  hash_key = "order_id"

  attribute {
    name = "order_id"
    type = "S"
  }

  attribute {
    name = "status_shard"
    type = "S"
  }

  attribute {
    name = "created_at"
    type = "S"
  }

  # Sparse: only rows of an indexed status have a status_shard.
  global_secondary_index {
    name            = "by_status"
    hash_key        = "status_shard"
    range_key       = "created_at"
    projection_type = "ALL"
    read_capacity   = var.table_capacity == null ? null : var.table_capacity.index_read_units
    write_capacity  = var.table_capacity == null ? null : var.table_capacity.index_write_units
  }

  # DynamoDB needs the attribute's name to turn time to live off, too.
  ttl {
    enabled        = var.table.time_to_live_days != null
    attribute_name = "remove_after"
  }

  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"

  point_in_time_recovery {
    enabled = true
  }

  # If this is off, DynamoDB encrypts the table with its own key at no cost.
  server_side_encryption {
    enabled     = local.own_key
    kms_key_arn = local.kms_key_arn
  }

  lifecycle {
    prevent_destroy = true
  }
}
