variable "name" {
  description = "The function's name, which its role and log group have, too."
  type        = string
}

variable "description" {
  description = "What it does."
  type        = string
}

variable "package" {
  description = "The zip with its `bootstrap`."
  type        = string
}

variable "memory_mb" {
  description = "Its memory, which also decides its share of CPU."
  type        = number
}

variable "timeout_seconds" {
  description = "After how long an invocation is ended."
  type        = number
}

variable "reserved_concurrency" {
  description = "How many of it may run at once; -1 reserves none."
  type        = number
}

variable "environment" {
  description = "Its environment variables."
  type        = map(string)
}

variable "statements" {
  description = "What its role may do, beyond its own logs and traces: statements of an IAM policy."
  type        = any
}

variable "defaults" {
  description = "What all functions of the deployment have in common."
  type = object({
    architecture             = string
    log_retention_days       = number
    kms_key_arn              = string
    permissions_boundary_arn = string
  })
}
