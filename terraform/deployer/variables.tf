variable "region" {
  description = "The deployment's region."
  type        = string
  default     = "ap-south-1"
}

variable "prefix" {
  description = "The deployment's prefix."
  type        = string
  default     = ""
}

variable "names" {
  description = "Patterns of the names of the settings, without the prefix: table, queues, functions. Roles, policies, alarms and schedule begin with orders."
  type        = list(string)
  default     = ["order*", "Order*"]

  validation {
    condition     = !contains(var.names, "*") || var.prefix != ""
    error_message = "names must not contain * without a prefix: the deployer could then change every queue, table and function of the account."
  }
}

variable "permissions_boundary_arn" {
  description = "The permissions boundary that every role must have. Without one, a deployer can give a function's role any permission."
  type        = string
  default     = null
}

variable "state" {
  description = "The bucket with Terraform's state and the state's key. null if the state is elsewhere."
  type = object({
    bucket = string
    key    = string
  })
  default = null
}

variable "records_bucket" {
  description = "The setting order_events_dlq.records_bucket, if the deployment has it: the bucket's name without prefix, account and region."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "The key that the deployment uses, if it has kms_key_arn."
  type        = string
  default     = null
}

variable "creates_kms_key" {
  description = "Whether the deployment has create_kms_key."
  type        = bool
  default     = false
}
