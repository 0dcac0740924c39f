# modules/function alone: what it refuses.

mock_provider "aws" {}

variables {
  name                 = "orders-ingest"
  description          = "Validates orders and queues them"
  package              = "tests/fixtures/packages/orders-ingest-arm64.zip"
  memory_mb            = 512
  timeout_seconds      = 10
  reserved_concurrency = -1
  released_version     = null
  canary_weight        = null
  environment          = { ORDERS_TABLE = "Orders" }
  statements           = []
  defaults             = { region = "ap-south-1", release = "1", architecture = "arm64", log_retention_days = 30, kms_key_arn = null, permissions_boundary_arn = null }
}

run "a_function_is_planned_where_its_package_is" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_lambda_function.this.source_code_hash == filebase64sha256(var.package)
    error_message = "package: its hash must be the function's, so that a new one is deployed."
  }
}

run "a_package_that_is_not_there_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package = "tests/fixtures/packages/none.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "an_environment_over_4_KB_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment = { CONSUMERS = join("", [for i in range(512) : "12345678"]) }
  }

  expect_failures = [aws_lambda_function.this]
}
