# Gives every resource its own ARN, id and URL. With generated ones, a wrong connection could look like the right one.

override_data {
  target = data.aws_caller_identity.current
  values = {
    account_id = "111122223333"
  }
}

override_data {
  target = data.aws_partition.current
  values = {
    partition  = "aws"
    dns_suffix = "amazonaws.com"
  }
}

override_resource {
  target = aws_sqs_queue.orders
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:orders"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/orders"
  }
}

override_resource {
  target = aws_sqs_queue.orders_dead_letters
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:orders-dlq"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/orders-dlq"
  }
}

override_resource {
  target = aws_sqs_queue.events_dead_letters
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:order-events-dlq"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/order-events-dlq"
  }
}

override_resource {
  target = aws_sqs_queue.consumer["fulfilment"]
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:order-events-fulfilment.fifo"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/order-events-fulfilment.fifo"
  }
}

override_resource {
  target = aws_sqs_queue.consumer_dead_letters["fulfilment"]
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:order-events-fulfilment-dlq.fifo"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/order-events-fulfilment-dlq.fifo"
  }
}

override_resource {
  target = aws_sqs_queue.consumer["notifications"]
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:order-events-notifications.fifo"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/order-events-notifications.fifo"
  }
}

override_resource {
  target = aws_sqs_queue.consumer_dead_letters["notifications"]
  values = {
    arn = "arn:aws:sqs:ap-south-1:111122223333:order-events-notifications-dlq.fifo"
    url = "https://sqs.ap-south-1.amazonaws.com/111122223333/order-events-notifications-dlq.fifo"
  }
}

override_resource {
  target = aws_dynamodb_table.orders
  values = {
    arn        = "arn:aws:dynamodb:ap-south-1:111122223333:table/Orders"
    stream_arn = "arn:aws:dynamodb:ap-south-1:111122223333:table/Orders/stream/2026-01-01T00:00:00.000"
  }
}

override_resource {
  target = module.ingest.aws_lambda_function.this
  values = {
    arn        = "arn:aws:lambda:ap-south-1:111122223333:function:orders-ingest"
    invoke_arn = "arn:aws:apigateway:ap-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:ap-south-1:111122223333:function:orders-ingest/invocations"
    version    = "7"
  }
}

override_resource {
  target = module.ingest.aws_lambda_alias.live
  values = {
    arn        = "arn:aws:lambda:ap-south-1:111122223333:function:orders-ingest:live"
    invoke_arn = "arn:aws:apigateway:ap-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:ap-south-1:111122223333:function:orders-ingest:live/invocations"
  }
}

override_resource {
  target = module.ingest.aws_iam_role.this
  values = {
    id  = "orders-ingest"
    arn = "arn:aws:iam::111122223333:role/orders-ingest"
  }
}

override_resource {
  target = module.ingest.aws_cloudwatch_log_group.this
  values = {
    arn = "arn:aws:logs:ap-south-1:111122223333:log-group:/aws/lambda/orders-ingest"
  }
}

override_resource {
  target = module.processor.aws_lambda_function.this
  values = {
    arn        = "arn:aws:lambda:ap-south-1:111122223333:function:orders-processor"
    invoke_arn = "arn:aws:apigateway:ap-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:ap-south-1:111122223333:function:orders-processor/invocations"
    version    = "7"
  }
}

override_resource {
  target = module.processor.aws_lambda_alias.live
  values = {
    arn        = "arn:aws:lambda:ap-south-1:111122223333:function:orders-processor:live"
    invoke_arn = "arn:aws:apigateway:ap-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:ap-south-1:111122223333:function:orders-processor:live/invocations"
  }
}

override_resource {
  target = module.processor.aws_iam_role.this
  values = {
    id  = "orders-processor"
    arn = "arn:aws:iam::111122223333:role/orders-processor"
  }
}

override_resource {
  target = module.processor.aws_cloudwatch_log_group.this
  values = {
    arn = "arn:aws:logs:ap-south-1:111122223333:log-group:/aws/lambda/orders-processor"
  }
}

override_resource {
  target = module.notifier.aws_lambda_function.this
  values = {
    arn        = "arn:aws:lambda:ap-south-1:111122223333:function:orders-notifier"
    invoke_arn = "arn:aws:apigateway:ap-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:ap-south-1:111122223333:function:orders-notifier/invocations"
    version    = "7"
  }
}

override_resource {
  target = module.notifier.aws_lambda_alias.live
  values = {
    arn        = "arn:aws:lambda:ap-south-1:111122223333:function:orders-notifier:live"
    invoke_arn = "arn:aws:apigateway:ap-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:ap-south-1:111122223333:function:orders-notifier:live/invocations"
  }
}

override_resource {
  target = module.notifier.aws_iam_role.this
  values = {
    id  = "orders-notifier"
    arn = "arn:aws:iam::111122223333:role/orders-notifier"
  }
}

override_resource {
  target = module.notifier.aws_cloudwatch_log_group.this
  values = {
    arn = "arn:aws:logs:ap-south-1:111122223333:log-group:/aws/lambda/orders-notifier"
  }
}

override_resource {
  target = aws_iam_role.scheduler
  values = {
    id  = "orders-scheduler"
    arn = "arn:aws:iam::111122223333:role/orders-scheduler"
  }
}

override_resource {
  target = aws_apigatewayv2_api.orders
  values = {
    id            = "api1"
    api_endpoint  = "https://api1.execute-api.ap-south-1.amazonaws.com"
    execution_arn = "arn:aws:execute-api:ap-south-1:111122223333:api1"
  }
}

override_resource {
  target = aws_apigatewayv2_integration.ingest
  values = {
    id = "integration1"
  }
}

override_resource {
  target = aws_apigatewayv2_authorizer.jwt
  values = {
    id = "authorizer1"
  }
}

override_resource {
  target = aws_cloudwatch_log_group.api
  values = {
    arn = "arn:aws:logs:ap-south-1:111122223333:log-group:/aws/vendedlogs/apigateway/orders"
  }
}

override_resource {
  target = aws_kms_key.orders
  values = {
    key_id = "key1"
    arn    = "arn:aws:kms:ap-south-1:111122223333:key/key1"
  }
}

override_resource {
  target = aws_lambda_event_source_mapping.orders
  values = {
    arn = "arn:aws:lambda:ap-south-1:111122223333:event-source-mapping:orders"
  }
}

override_resource {
  target = aws_lambda_event_source_mapping.stream
  values = {
    arn = "arn:aws:lambda:ap-south-1:111122223333:event-source-mapping:stream"
  }
}

override_resource {
  target = aws_s3_bucket.records["records"]
  values = {
    id  = "failed-records-111122223333-ap-south-1"
    arn = "arn:aws:s3:::failed-records-111122223333-ap-south-1"
  }
}
