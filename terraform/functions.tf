locals {
  packages = {
    for function in ["ingest", "processor", "notifier"] : function =>
    "${var.packages_folder}/orders-${function}-${var.architecture == "arm64" ? "arm64" : "x64"}.zip"
  }

  # The environment variables of the functions. If one is missing or invalid, init fails and names it.
  environments = {
    ingest = {
      ORDERS_TABLE     = aws_dynamodb_table.orders.name
      ORDERS_QUEUE_URL = aws_sqs_queue.orders.url
      INDEX_STATUSES   = join(",", var.table.index_statuses)
      INDEX_SHARDS     = tostring(var.table.index_shards)
    }
    processor = merge(
      {
        ORDERS_TABLE                 = aws_dynamodb_table.orders.name
        ORDERS_QUEUE_URL             = aws_sqs_queue.orders.url
        ORDERS_DLQ_URL               = aws_sqs_queue.orders_dead_letters.url
        MAX_RECEIVE_COUNT            = tostring(var.orders_queue.max_receive_count)
        EARLY_CHANGE_MAX_AGE_SECONDS = tostring(var.processor.early_change_max_age_seconds)
        EXPIRY_ROLE_ID               = aws_iam_role.scheduler.unique_id
        INDEX_STATUSES               = join(",", var.table.index_statuses)
        INDEX_SHARDS                 = tostring(var.table.index_shards)
      },
      length(var.senders) == 0 ? {} : {
        SENDERS = jsonencode([
          for sender in var.senders : {
            name      = sender.name
            queue_url = aws_sqs_queue.sender[sender.name].url
            dlq_url   = aws_sqs_queue.sender_dead_letters[sender.name].url
          }
        ])
      },
      var.table.time_to_live_days == null ? {} : { TIME_TO_LIVE_DAYS = tostring(var.table.time_to_live_days) },
    )
    notifier = {
      CONSUMERS = jsonencode([
        for consumer in var.consumers : {
          name            = consumer.name
          queue_url       = aws_sqs_queue.consumer[consumer.name].url
          types           = consumer.types
          personal_fields = consumer.personal_fields
        }
      ])
      EVENTS_DLQ_URL           = aws_sqs_queue.events_dead_letters.url
      EVENT_SOURCE             = local.event_source
      QUARANTINE_AFTER_SECONDS = tostring(var.notifier.quarantine_after_seconds)
    }
  }

  # A release is one version of each function: if a package or a setting of the functions changes, each function gets a new version whose description has
  # this name. `orders rollback` finds the versions that belong together by it.
  release = substr(sha256(jsonencode([
    [for package in values(local.packages) : fileexists(package) ? filebase64sha256(package) : null],
    var.architecture, var.table, var.orders_queue, var.ingest, var.processor, var.notifier, var.senders, var.consumers, local.event_source,
  ])), 0, 8)

  function_defaults = {
    region                   = var.region
    release                  = local.release
    architecture             = var.architecture
    log_retention_days       = var.log_retention_days
    kms_key_arn              = local.kms_key_arn
    permissions_boundary_arn = var.permissions_boundary_arn
  }
}

# The Notifier is live before the Processor changes, and the Processor before Ingest: a function must be able to read what the one before it in the
# pipeline writes.
module "ingest" {
  source = "./modules/function"

  name                 = local.names.ingest
  description          = "Validates orders and queues them"
  package              = local.packages.ingest
  memory_mb            = var.ingest.memory_mb
  timeout_seconds      = var.ingest.timeout_seconds
  reserved_concurrency = var.ingest.reserved_concurrency
  released_version     = var.released_versions.ingest
  canary_weight        = var.canary_weights.ingest
  environment          = local.environments.ingest
  statements           = local.statements.ingest
  defaults             = local.function_defaults

  depends_on = [module.processor]
}

module "processor" {
  source = "./modules/function"

  name                 = local.names.processor
  description          = "Writes queued orders and status changes to the table"
  package              = local.packages.processor
  memory_mb            = var.processor.memory_mb
  timeout_seconds      = var.processor.timeout_seconds
  reserved_concurrency = var.processor.reserved_concurrency
  released_version     = var.released_versions.processor
  canary_weight        = var.canary_weights.processor
  environment          = local.environments.processor
  statements           = local.statements.processor
  defaults             = local.function_defaults

  depends_on = [module.notifier]
}

module "notifier" {
  source = "./modules/function"

  name                 = local.names.notifier
  description          = "Sends consumers an event for every order and every status change"
  package              = local.packages.notifier
  memory_mb            = var.notifier.memory_mb
  timeout_seconds      = var.notifier.timeout_seconds
  reserved_concurrency = var.notifier.reserved_concurrency
  released_version     = var.released_versions.notifier
  canary_weight        = var.canary_weights.notifier
  environment          = local.environments.notifier
  statements           = local.statements.notifier
  defaults             = local.function_defaults
}
