# The settings of an environment: those of the file that its settings.json extends, with its own members instead of theirs. A list replaces a list.
# src/Operations/Settings/SettingsLayers.cs does the same for `./orders`.

variable "file" {
  description = "The environment's settings.json."
  type        = string
}

locals {
  own  = jsondecode(file(var.file))
  base = jsondecode(file("${dirname(var.file)}/${local.own.extends}"))

  # A member that does not exist would have no effect.
  unknown = concat(
    [for name in keys(local.own) : name if !contains(concat(keys(local.base), ["extends"]), name)],
    flatten([for name, value in local.own : [for member in try(keys(value), []) : "${name}.${member}" if !contains(try(keys(local.base[name]), []), member)]]),
  )
}

output "all" {
  description = "The settings, by the names of the deployment's variables."

  value = {
    table            = merge(local.base.table, try(local.own.table, {}))
    orders_queue     = merge(local.base.orders_queue, try(local.own.orders_queue, {}))
    order_events_dlq = merge(local.base.order_events_dlq, try(local.own.order_events_dlq, {}))
    ingest           = merge(local.base.ingest, try(local.own.ingest, {}))
    processor        = merge(local.base.processor, try(local.own.processor, {}))
    notifier         = merge(local.base.notifier, try(local.own.notifier, {}))
    event_source     = try(local.own.event_source, local.base.event_source)
    senders          = try(local.own.senders, local.base.senders)
    consumers        = try(local.own.consumers, local.base.consumers)
    expiry           = merge(local.base.expiry, try(local.own.expiry, {}))
    alarm_thresholds = merge(local.base.alarm_thresholds, try(local.own.alarm_thresholds, {}))
  }

  precondition {
    condition     = length(local.unknown) == 0
    error_message = "${var.file} must have only settings: ${join(", ", local.unknown)}."
  }
}
