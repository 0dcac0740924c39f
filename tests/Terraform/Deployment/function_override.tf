# aws_lambda_function.this: the second plan ignores logging_config, which moto does not keep.
resource "aws_lambda_function" "this" {
  lifecycle {
    ignore_changes = [logging_config]
  }
}
