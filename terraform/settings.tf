# The settings that the deployment and the local pipeline share: pipeline.auto.tfvars.json, which Terraform loads automatically and `./orders` reads.
# The rules come from the services and the design. src/Operations/Settings/PipelineSettingsRules.cs has the same rules with the same messages.

variable "table" {
  description = "The orders table: its name, the statuses in the sparse index, the number of hash keys (shards) of each status in the index, and the days for which a row stays after its order's final status (null: rows stay)."
  type = object({
    name              = string
    index_statuses    = list(string)
    index_shards      = number
    time_to_live_days = number
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,255}$", "${var.prefix}${var.table.name}"))
    error_message = "table.name must have 3 to 255 of the characters A-Z a-z 0-9 _ . -, including the deployment's prefix."
  }
  validation {
    condition     = contains(var.table.index_statuses, "PENDING")
    error_message = "table.index_statuses must have PENDING: expiry queries it."
  }
  validation {
    condition = (
      length(setsubtract(var.table.index_statuses, ["PENDING", "PROCESSING", "COMPLETED", "CANCELLED", "EXPIRED"])) == 0
      && length(distinct(var.table.index_statuses)) == length(var.table.index_statuses)
    )
    error_message = "table.index_statuses must be statuses of the lifecycle (PENDING, PROCESSING, COMPLETED, CANCELLED, EXPIRED), each once."
  }
  validation {
    condition     = var.table.index_shards >= 1 && var.table.index_shards <= 64 && floor(var.table.index_shards) == var.table.index_shards
    error_message = "table.index_shards must be a whole number from 1 to 64."
  }
  validation {
    condition = var.table.time_to_live_days == null ? true : (
      var.table.time_to_live_days >= 30 && var.table.time_to_live_days <= 3650 && floor(var.table.time_to_live_days) == var.table.time_to_live_days
    )
    error_message = "table.time_to_live_days must be null (rows stay) or a whole number from 30 to 3650: queues hold a message of the order for up to 28 days, and without the row it would place the order again."
  }
}

variable "orders_queue" {
  description = "The orders queue and its dead-letter queue. Times in seconds."
  type = object({
    name                               = string
    visibility_timeout_seconds         = number
    message_retention_seconds          = number
    max_message_size_bytes             = number
    max_receive_count                  = number
    dead_letter_queue                  = string
    dead_letter_retention_seconds      = number
    dead_letter_max_message_size_bytes = number
  })

  validation {
    condition     = alltrue([for name in [var.orders_queue.name, var.orders_queue.dead_letter_queue] : can(regex("^[A-Za-z0-9_-]{1,80}$", "${var.prefix}${name}"))])
    error_message = "orders_queue.name and orders_queue.dead_letter_queue must have 1 to 80 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: both are standard queues."
  }
  validation {
    condition     = var.orders_queue.name != var.orders_queue.dead_letter_queue
    error_message = "orders_queue.dead_letter_queue must not be the queue itself."
  }
  validation {
    condition     = var.orders_queue.visibility_timeout_seconds >= 1 && var.orders_queue.visibility_timeout_seconds <= 43200
    error_message = "orders_queue.visibility_timeout_seconds must be from 1 to 43200 (12 hours)."
  }
  validation {
    condition     = var.orders_queue.visibility_timeout_seconds >= 6 * var.processor.timeout_seconds
    error_message = "orders_queue.visibility_timeout_seconds must be at least 6 times processor.timeout_seconds: a message must stay hidden while Lambda retries a throttled batch."
  }
  validation {
    condition     = var.orders_queue.message_retention_seconds >= 60 && var.orders_queue.message_retention_seconds <= 1209600
    error_message = "orders_queue.message_retention_seconds must be from 60 to 1209600 (14 days)."
  }
  validation {
    condition     = var.orders_queue.dead_letter_retention_seconds <= 1209600
    error_message = "orders_queue.dead_letter_retention_seconds must be at most 1209600 (14 days)."
  }
  validation {
    condition     = var.orders_queue.dead_letter_retention_seconds > var.orders_queue.message_retention_seconds
    error_message = "orders_queue.dead_letter_retention_seconds must be longer than orders_queue.message_retention_seconds: a message that is moved to the dead-letter queue keeps its original timestamp."
  }
  validation {
    condition     = var.orders_queue.max_message_size_bytes >= 131072 && var.orders_queue.max_message_size_bytes <= 262144
    error_message = "orders_queue.max_message_size_bytes must be from 131072 to 262144 (256 KiB)."
  }
  validation {
    condition     = var.orders_queue.dead_letter_max_message_size_bytes >= 131072 && var.orders_queue.dead_letter_max_message_size_bytes <= 262144
    error_message = "orders_queue.dead_letter_max_message_size_bytes must be from 131072 to 262144 (256 KiB)."
  }
  validation {
    condition     = var.orders_queue.dead_letter_max_message_size_bytes >= var.orders_queue.max_message_size_bytes + 8192
    error_message = "orders_queue.dead_letter_max_message_size_bytes must be at least 8192 more than orders_queue.max_message_size_bytes: a dead letter also holds its reason."
  }
  validation {
    condition     = var.orders_queue.max_receive_count >= 41 && var.orders_queue.max_receive_count <= 1000
    error_message = "orders_queue.max_receive_count must be from 41 to 1000: with fewer receives, the Processor's backoff is shorter than an outage of four hours, and valid messages are dead-lettered."
  }
}

variable "order_events_dlq" {
  description = "The queue for records and events that the Notifier and its event source mapping cannot deliver. records_bucket names an S3 bucket that keeps whole the records that Lambda gives up, instead of reports on the queue, which have only their positions in the stream; null for none."
  type = object({
    name                      = string
    message_retention_seconds = number
    max_message_size_bytes    = number
    records_bucket            = optional(string)
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,80}$", "${var.prefix}${var.order_events_dlq.name}"))
    error_message = "order_events_dlq.name must have 1 to 80 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: an on-failure destination is a standard queue."
  }
  validation {
    condition     = !contains([var.orders_queue.name, var.orders_queue.dead_letter_queue], var.order_events_dlq.name)
    error_message = "order_events_dlq.name must differ from orders_queue.name and orders_queue.dead_letter_queue."
  }
  validation {
    condition     = var.order_events_dlq.message_retention_seconds >= 60 && var.order_events_dlq.message_retention_seconds <= 1209600
    error_message = "order_events_dlq.message_retention_seconds must be from 60 to 1209600 (14 days)."
  }
  validation {
    condition     = var.order_events_dlq.max_message_size_bytes >= 131072 && var.order_events_dlq.max_message_size_bytes <= 262144
    error_message = "order_events_dlq.max_message_size_bytes must be from 131072 to 262144 (256 KiB)."
  }
  validation {
    condition     = alltrue([for consumer in var.consumers : var.order_events_dlq.max_message_size_bytes >= consumer.max_message_size_bytes + 8192])
    error_message = "order_events_dlq.max_message_size_bytes must be at least 8192 more than each consumers[*].max_message_size_bytes: a quarantined event also holds its reason."
  }
  validation {
    condition     = var.order_events_dlq.records_bucket == null ? true : can(regex("^[a-z0-9][a-z0-9-]{1,33}[a-z0-9]$", "${var.prefix}${var.order_events_dlq.records_bucket}"))
    error_message = "order_events_dlq.records_bucket must be null (no bucket) or have 3 to 35 of the characters a-z 0-9 -, with a letter or digit at both ends, including the deployment's prefix: the bucket's name also has account and region."
  }
}

variable "ingest" {
  description = "The function behind the HTTP API. reserved_concurrency -1 reserves none."
  type = object({
    name                 = string
    memory_mb            = number
    timeout_seconds      = number
    reserved_concurrency = number
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,48}$", "${var.prefix}${var.ingest.name}"))
    error_message = "ingest.name must have 1 to 48 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: its role's name also has the region."
  }
  validation {
    condition     = length(distinct([var.ingest.name, var.processor.name, var.notifier.name])) == 3
    error_message = "ingest.name, processor.name and notifier.name must be different."
  }
  validation {
    condition     = var.ingest.memory_mb >= 128 && var.ingest.memory_mb <= 10240
    error_message = "ingest.memory_mb must be from 128 to 10240."
  }
  validation {
    condition     = var.ingest.timeout_seconds >= 1 && var.ingest.timeout_seconds <= 29
    error_message = "ingest.timeout_seconds must be from 1 to 29: the HTTP API stops waiting after 30 seconds."
  }
  validation {
    condition     = var.ingest.reserved_concurrency == -1 || var.ingest.reserved_concurrency >= 1
    error_message = "ingest.reserved_concurrency must be -1 (none) or at least 1."
  }
}

variable "processor" {
  description = "The function that reads the orders queue, and its event source mapping. reserved_concurrency -1 reserves none. early_change_max_age_seconds is how long a status change waits for its placement or its predecessor."
  type = object({
    name                            = string
    memory_mb                       = number
    timeout_seconds                 = number
    reserved_concurrency            = number
    batch_size                      = number
    maximum_batching_window_seconds = number
    maximum_concurrency             = number
    early_change_max_age_seconds    = number
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,48}$", "${var.prefix}${var.processor.name}"))
    error_message = "processor.name must have 1 to 48 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: its role's name also has the region."
  }
  validation {
    condition     = var.processor.memory_mb >= 128 && var.processor.memory_mb <= 10240
    error_message = "processor.memory_mb must be from 128 to 10240."
  }
  validation {
    condition     = var.processor.timeout_seconds >= 1 && var.processor.timeout_seconds <= 900
    error_message = "processor.timeout_seconds must be from 1 to 900 (15 minutes)."
  }
  validation {
    condition     = var.processor.batch_size >= 1 && var.processor.batch_size <= 10000
    error_message = "processor.batch_size must be from 1 to 10000."
  }
  validation {
    condition     = var.processor.maximum_batching_window_seconds >= 0 && var.processor.maximum_batching_window_seconds <= 300
    error_message = "processor.maximum_batching_window_seconds must be from 0 to 300."
  }
  validation {
    condition     = var.processor.batch_size <= 10 || var.processor.maximum_batching_window_seconds >= 1
    error_message = "processor.maximum_batching_window_seconds must be at least 1 if processor.batch_size is over 10."
  }
  validation {
    condition     = var.processor.maximum_concurrency >= 2 && var.processor.maximum_concurrency <= 1000
    error_message = "processor.maximum_concurrency must be from 2 to 1000."
  }
  validation {
    condition     = var.processor.early_change_max_age_seconds >= 60 && var.processor.early_change_max_age_seconds <= 1209600
    error_message = "processor.early_change_max_age_seconds must be from 60 to 1209600."
  }
  validation {
    condition     = var.processor.reserved_concurrency == -1 || var.processor.reserved_concurrency >= var.processor.maximum_concurrency
    error_message = "processor.reserved_concurrency must be -1 (none) or at least processor.maximum_concurrency: otherwise the mapping is throttled, and each throttled receive counts towards max_receive_count."
  }
}

variable "notifier" {
  description = "The function that reads the table's stream, and its event source mapping. reserved_concurrency -1 reserves none; -1 for attempts or age means no limit. quarantine_after_seconds is the age of a batch at which the events for a failing consumer's queue are quarantined."
  type = object({
    name                            = string
    memory_mb                       = number
    timeout_seconds                 = number
    reserved_concurrency            = number
    batch_size                      = number
    maximum_batching_window_seconds = number
    parallelization_factor          = number
    maximum_retry_attempts          = number
    maximum_record_age_seconds      = number
    bisect_batch_on_function_error  = bool
    quarantine_after_seconds        = number
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,48}$", "${var.prefix}${var.notifier.name}"))
    error_message = "notifier.name must have 1 to 48 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: its role's name also has the region."
  }
  validation {
    condition     = var.notifier.memory_mb >= 128 && var.notifier.memory_mb <= 10240
    error_message = "notifier.memory_mb must be from 128 to 10240."
  }
  validation {
    condition     = var.notifier.timeout_seconds >= 1 && var.notifier.timeout_seconds <= 900
    error_message = "notifier.timeout_seconds must be from 1 to 900 (15 minutes)."
  }
  validation {
    condition     = var.notifier.reserved_concurrency == -1 || var.notifier.reserved_concurrency >= 1
    error_message = "notifier.reserved_concurrency must be -1 (none) or at least 1."
  }
  validation {
    condition     = var.notifier.batch_size >= 1 && var.notifier.batch_size <= 10000
    error_message = "notifier.batch_size must be from 1 to 10000."
  }
  validation {
    condition     = var.notifier.maximum_batching_window_seconds >= 0 && var.notifier.maximum_batching_window_seconds <= 300
    error_message = "notifier.maximum_batching_window_seconds must be from 0 to 300."
  }
  validation {
    condition     = var.notifier.parallelization_factor >= 1 && var.notifier.parallelization_factor <= 10
    error_message = "notifier.parallelization_factor must be from 1 to 10."
  }
  validation {
    condition     = var.notifier.maximum_retry_attempts >= -1 && var.notifier.maximum_retry_attempts <= 10000
    error_message = "notifier.maximum_retry_attempts must be from -1 (no limit) to 10000."
  }
  validation {
    condition     = var.notifier.maximum_record_age_seconds == -1 || (var.notifier.maximum_record_age_seconds >= 60 && var.notifier.maximum_record_age_seconds <= 604800)
    error_message = "notifier.maximum_record_age_seconds must be -1 (no limit) or from 60 to 604800 (7 days)."
  }
  validation {
    condition     = var.notifier.quarantine_after_seconds >= 10 && var.notifier.quarantine_after_seconds <= 3600
    error_message = "notifier.quarantine_after_seconds must be from 10 to 3600."
  }
}

variable "event_source" {
  description = "The `source` of every CloudEvent: a URI reference. With a prefix, the deployment appends /<prefix>."
  type        = string

  validation {
    condition     = can(regex("^([A-Za-z0-9._~:/?#@!$&'()*+,;=\\[\\]-]|%[0-9A-Fa-f]{2})+$", var.event_source))
    error_message = "event_source must be a URI reference in ASCII, such as /orders."
  }
}

variable "senders" {
  description = "The outside senders. Each has its own queue, with the attributes of the orders queue, and owns the orders that come from there."
  type = list(object({
    name                = string
    queue               = string
    maximum_concurrency = number
  }))
  default = []

  validation {
    condition     = alltrue([for sender in var.senders : can(regex("^[A-Za-z0-9_-]{1,80}$", "${var.prefix}${sender.queue}"))])
    error_message = "senders[*].queue must have 1 to 80 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix: it is a standard queue."
  }
  validation {
    condition     = alltrue([for sender in var.senders : sender.name != "" && can(regex("^[A-Za-z0-9_-]{1,80}$", "${var.prefix}orders-${sender.name}-dlq"))])
    error_message = "senders[*].name must have at least one of the characters A-Z a-z 0-9 _ -, and orders-<name>-dlq must have at most 80 characters, including the deployment's prefix."
  }
  validation {
    condition     = !contains(var.senders[*].name, "queue")
    error_message = "senders[*].name must not be queue: that is the owner of orders whose message names none."
  }
  validation {
    condition = length(var.senders) == 0 || length(distinct(flatten([
      var.orders_queue.name, var.orders_queue.dead_letter_queue, var.order_events_dlq.name,
      [for sender in var.senders : [sender.queue, "orders-${sender.name}-dlq"]],
    ]))) == 3 + 2 * length(var.senders)
    error_message = "senders[*].name and senders[*].queue must be unique: every queue needs its own name."
  }
  validation {
    condition     = alltrue([for sender in var.senders : sender.maximum_concurrency >= 2 && sender.maximum_concurrency <= 1000])
    error_message = "senders[*].maximum_concurrency must be from 2 to 1000."
  }
  validation {
    condition = length(var.senders) == 0 || var.processor.reserved_concurrency == -1 || (
      sum(concat([var.processor.maximum_concurrency], var.senders[*].maximum_concurrency)) <= var.processor.reserved_concurrency
    )
    error_message = "senders[*].maximum_concurrency and processor.maximum_concurrency must together be at most processor.reserved_concurrency, unless that is -1 (none): otherwise the mappings are throttled, and each throttled receive counts towards max_receive_count."
  }
}

variable "consumers" {
  description = "The consumers of order events. Each has its own FIFO queue. personal_fields lists the fields with personal data that its events include: none by default."
  type = list(object({
    name                       = string
    queue                      = string
    types                      = list(string)
    personal_fields            = optional(list(string), [])
    visibility_timeout_seconds = number
    message_retention_seconds  = number
    max_message_size_bytes     = number
    max_receive_count          = number
    # Replaced by personal_fields. It is still a member because Terraform ignores the ones that it does not know.
    include_customer_email = optional(bool)
  }))

  validation {
    condition     = length(var.consumers) > 0
    error_message = "consumers must name at least one consumer."
  }
  validation {
    condition     = alltrue([for consumer in var.consumers : can(regex("^[A-Za-z0-9_-]{1,75}\\.fifo$", "${var.prefix}${consumer.queue}"))])
    error_message = "consumers[*].queue must end in .fifo (the events of an order are ordered) and have at most 80 of the characters A-Z a-z 0-9 _ -, including the deployment's prefix."
  }
  validation {
    condition     = alltrue([for consumer in var.consumers : consumer.name != "" && can(regex("^[A-Za-z0-9_-]{1,75}$", "${var.prefix}order-events-${consumer.name}-dlq"))])
    error_message = "consumers[*].name must have at least one of the characters A-Z a-z 0-9 _ -, and order-events-<name>-dlq.fifo must have at most 80 characters, including the deployment's prefix."
  }
  validation {
    condition = length(distinct(flatten([
      for consumer in var.consumers : [consumer.queue, "order-events-${consumer.name}-dlq.fifo"]
    ]))) == 2 * length(var.consumers)
    error_message = "consumers[*].name and consumers[*].queue must be unique: every queue needs its own name."
  }
  validation {
    condition = alltrue([for consumer in var.consumers : (
      length(consumer.types) > 0
      && length(setsubtract(consumer.types, ["orders.placed.v1", "orders.status_changed.v1", "orders.removed.v1", "orders.rejected.v1"])) == 0
    )])
    error_message = "consumers[*].types must be one or more of orders.placed.v1, orders.status_changed.v1, orders.removed.v1, orders.rejected.v1."
  }
  validation {
    condition     = alltrue([for consumer in var.consumers : consumer.include_customer_email == null])
    error_message = "consumers[*].include_customer_email is now personal_fields: a list of customer_name, customer_email and metadata, empty for none."
  }
  validation {
    condition = alltrue([for consumer in var.consumers : (
      length(setsubtract(consumer.personal_fields, ["customer_name", "customer_email", "metadata"])) == 0
      && length(distinct(consumer.personal_fields)) == length(consumer.personal_fields)
    )])
    error_message = "consumers[*].personal_fields must be some of customer_name, customer_email, metadata, each once."
  }
  validation {
    condition     = alltrue([for consumer in var.consumers : consumer.visibility_timeout_seconds >= 1 && consumer.visibility_timeout_seconds <= 43200])
    error_message = "consumers[*].visibility_timeout_seconds must be from 1 to 43200 (12 hours)."
  }
  validation {
    condition     = alltrue([for consumer in var.consumers : consumer.message_retention_seconds >= 60 && consumer.message_retention_seconds <= 1209600])
    error_message = "consumers[*].message_retention_seconds must be from 60 to 1209600 (14 days)."
  }
  validation {
    condition     = alltrue([for consumer in var.consumers : consumer.max_message_size_bytes >= 131072 && consumer.max_message_size_bytes <= 262144])
    error_message = "consumers[*].max_message_size_bytes must be from 131072 to 262144 (256 KiB)."
  }
  validation {
    condition     = alltrue([for consumer in var.consumers : consumer.max_receive_count >= 1 && consumer.max_receive_count <= 1000])
    error_message = "consumers[*].max_receive_count must be from 1 to 1000."
  }
}

variable "expiry" {
  description = "The number of hours after which a PENDING order expires, and the EventBridge Scheduler expression for the expiry."
  type = object({
    older_than_hours = number
    schedule         = string
  })

  validation {
    condition     = var.expiry.older_than_hours >= 1 && var.expiry.older_than_hours <= 8760
    error_message = "expiry.older_than_hours must be from 1 to 8760 (a year)."
  }
  validation {
    condition     = can(regex("^(rate|cron|at)\\(.+\\)$", var.expiry.schedule))
    error_message = "expiry.schedule must be an EventBridge Scheduler expression: rate(…), cron(…) or at(…)."
  }
}

variable "alarm_thresholds" {
  description = "The thresholds of the alarms: the age of the oldest message on the orders queue and on a consumer's queue in seconds, and on a consumer's queue in percent of its retention; the age of the oldest dead letter in hours, and how many dead letters may come in five minutes; the stream's lag in milliseconds; a function's duration in percent of its timeout; requests that the API fails, and messages that the Processor returns for retry, a minute; key conflicts in percent of orders, and from how many orders in five minutes on."
  type = object({
    oldest_order_seconds         = number
    oldest_event_seconds         = number
    retention_percent            = number
    dead_letter_age_hours        = number
    dead_letter_growth           = number
    stream_lag_milliseconds      = number
    duration_percent             = number
    failed_requests_per_minute   = number
    returned_messages_per_minute = number
    key_conflict_percent         = number
    key_conflict_minimum_orders  = number
  })

  validation {
    condition     = alltrue([for threshold in values(var.alarm_thresholds) : threshold >= 1 && floor(threshold) == threshold])
    error_message = "alarm_thresholds.* must be whole numbers of at least 1."
  }
  validation {
    condition     = alltrue([for percent in [var.alarm_thresholds.retention_percent, var.alarm_thresholds.duration_percent, var.alarm_thresholds.key_conflict_percent] : percent <= 100])
    error_message = "alarm_thresholds.retention_percent, alarm_thresholds.duration_percent and alarm_thresholds.key_conflict_percent must be at most 100."
  }
}
