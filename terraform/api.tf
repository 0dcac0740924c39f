resource "aws_apigatewayv2_api" "orders" {
  name          = "${var.prefix}orders"
  description   = "Places, reads and changes orders: contracts/openapi.yaml"
  protocol_type = "HTTP"

  dynamic "cors_configuration" {
    for_each = var.api_cors == null ? [] : [var.api_cors]
    content {
      allow_origins  = cors_configuration.value.allow_origins
      allow_methods  = ["GET", "POST", "PUT", "DELETE"]
      allow_headers  = ["authorization", "content-type", "idempotency-key", "if-match", "traceparent"]
      expose_headers = ["etag", "idempotency-replayed", "location", "retry-after"]
      max_age        = cors_configuration.value.max_age_seconds
    }
  }
}

resource "aws_apigatewayv2_integration" "ingest" {
  api_id                 = aws_apigatewayv2_api.orders.id
  integration_type       = "AWS_PROXY"
  integration_uri        = module.ingest.invoke_arn
  payload_format_version = "2.0"

  # The API may call what the integration names before it does.
  depends_on = [aws_lambda_permission.api]
}

locals {
  # ANY, so that an unsupported method gets the function's 405 with the allowed methods. For CORS and scopes each method has its own route: the gateway
  # answers OPTIONS itself where no route has it, and a browser asks without a token.
  api_methods = var.api_cors == null && try(var.api_jwt.scopes, null) == null ? ["ANY"] : ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

  api_routes = {
    for pair in setproduct(local.api_methods, ["/orders", "/orders/{order_id}"]) : join(" ", pair) =>
    contains(["GET", "HEAD"], pair[0]) ? try(var.api_jwt.scopes.read, []) : try(var.api_jwt.scopes.write, [])
  }
}

resource "aws_apigatewayv2_route" "orders" {
  for_each = local.api_routes

  api_id               = aws_apigatewayv2_api.orders.id
  route_key            = each.key
  target               = "integrations/${aws_apigatewayv2_integration.ingest.id}"
  authorization_type   = var.api_authorization
  authorizer_id        = var.api_authorization == "JWT" ? aws_apigatewayv2_authorizer.jwt[0].id : null
  authorization_scopes = length(each.value) == 0 ? null : each.value
}

resource "aws_apigatewayv2_authorizer" "jwt" {
  count = var.api_authorization == "JWT" ? 1 : 0

  api_id           = aws_apigatewayv2_api.orders.id
  name             = "jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.api_jwt.issuer
    audience = var.api_jwt.audience
  }
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.orders.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.api_throttling.rate_limit
    throttling_burst_limit = var.api_throttling.burst_limit
  }

  # The access log names the caller: the principal's ARN, or the token's subject. It has no address and no other claim.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format = jsonencode({
      request_id        = "$context.requestId"
      time              = "$context.requestTime"
      route             = "$context.routeKey"
      caller            = "$context.identity.userArn"
      subject           = "$context.authorizer.claims.sub"
      status            = "$context.status"
      response_bytes    = "$context.responseLength"
      latency_ms        = "$context.responseLatency"
      integration_ms    = "$context.integrationLatency"
      integration_error = "$context.integrationErrorMessage"
      authorizer_error  = "$context.authorizer.error"
      gateway_error     = "$context.error.responseType"
    })
  }
}

# Below /aws/vendedlogs/, because elsewhere each delivery takes part of a resource policy that all of the region share, and that has a limit.
resource "aws_cloudwatch_log_group" "api" {
  name              = "/aws/vendedlogs/apigateway/${var.prefix}orders"
  retention_in_days = var.log_retention_days
  kms_key_id        = local.kms_key_arn
}

resource "aws_lambda_permission" "api" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = module.ingest.name
  qualifier     = module.ingest.alias
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.orders.execution_arn}/*/*/orders*"

  # So that the API never lacks it.
  lifecycle {
    create_before_destroy = true
  }
}

# Callers of other accounts assume a role of this account: an HTTP API has no policy that could admit them. Each has its own role, because the role
# owns the orders that it places.
resource "aws_iam_role" "api_caller" {
  for_each = var.api_callers

  name                 = "${var.prefix}orders-api-${each.key}-${var.region}"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = each.value }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "api_caller" {
  for_each = var.api_callers

  name = "call"
  role = aws_iam_role.api_caller[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "CallApi"
      Effect   = "Allow"
      Action   = "execute-api:Invoke"
      Resource = "${aws_apigatewayv2_api.orders.execution_arn}/*/*/orders*"
    }]
  })
}
