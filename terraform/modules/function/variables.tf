variable "name" {
  description = "The name of the function, its role and its log group."
  type        = string
}

variable "description" {
  description = "The function's description."
  type        = string
}

variable "package" {
  description = "The zip with the executable `bootstrap`."
  type        = string
}

variable "memory_mb" {
  description = "The function's memory, which also determines its share of CPU."
  type        = number
}

variable "timeout_seconds" {
  description = "The timeout of an invocation."
  type        = number
}

variable "reserved_concurrency" {
  description = "The reserved concurrency. -1 reserves none."
  type        = number
}

variable "released_version" {
  description = "The version that stays live. null for the one that is published last."
  type        = string
}

variable "canary_weight" {
  description = "The share of invocations that the version that is published last gets while another one stays live. null for none."
  type        = number
}

variable "environment" {
  description = "The function's environment variables."
  type        = map(string)
}

variable "statements" {
  description = "The IAM policy statements of the function's role, besides its own logs and traces."
  type        = any
}

variable "defaults" {
  description = "The settings that all functions of the deployment share."
  type = object({
    region                   = string
    release                  = string
    architecture             = string
    log_retention_days       = number
    kms_key_arn              = string
    permissions_boundary_arn = string
  })
}
