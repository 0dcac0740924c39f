resource "aws_lambda_function" "this" {
  function_name                  = var.name
  description                    = "${var.description}. Release ${var.defaults.release}"
  role                           = aws_iam_role.this.arn
  filename                       = var.package
  source_code_hash               = fileexists(var.package) ? filebase64sha256(var.package) : null
  runtime                        = "provided.al2023"
  handler                        = "bootstrap"
  architectures                  = [var.defaults.architecture]
  memory_size                    = var.memory_mb
  timeout                        = var.timeout_seconds
  reserved_concurrent_executions = var.reserved_concurrency

  # A version is code, environment and sizes. The alias says which one is invoked.
  publish = true

  environment {
    variables = var.environment
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  lifecycle {
    precondition {
      condition     = fileexists(var.package)
      error_message = "${var.package} is missing. Run `./orders package --arch ${var.defaults.architecture == "arm64" ? "arm64" : "x64"}` to make it."
    }
    precondition {
      condition     = sum([for name, value in var.environment : length(name) + length(value)]) <= 4096
      error_message = "The environment of ${var.name} is over Lambda's limit of 4 KB. Configure fewer consumers, or give them shorter names."
    }
  }

  # Without this, the function could be invoked before it has its permissions.
  depends_on = [aws_iam_role_policy.this]
}

# Whatever invokes the function does so by this alias, also the event source mappings. A mapping to the function itself would run unpublished code.
resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "The version that is invoked"
  function_name    = aws_lambda_function.this.function_name
  function_version = coalesce(var.released_version, aws_lambda_function.this.version)

  dynamic "routing_config" {
    for_each = var.canary_weight == null ? [] : [var.canary_weight]
    content {
      additional_version_weights = { (aws_lambda_function.this.version) = routing_config.value }
    }
  }
}

# Created here, because a log group that Lambda creates has no retention.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.defaults.log_retention_days
  kms_key_id        = var.defaults.kms_key_arn
}

# The names of roles have no region: another deployment of the account may have the same function elsewhere.
resource "aws_iam_role" "this" {
  name                 = "${var.name}-${var.defaults.region}"
  permissions_boundary = var.defaults.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  # So that a function never lacks its role.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "this" {
  name = "function"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(var.statements, [
      {
        Sid      = "Logs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.this.arn}:*"
      },
      {
        # These X-Ray actions support no resource-level permissions.
        Sid      = "Traces"
        Effect   = "Allow"
        Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        Resource = "*"
      },
    ])
  })
}
