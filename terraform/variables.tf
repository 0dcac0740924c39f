# Variables that only a deployment needs. All have defaults. Set your values in a file of your own: `terraform apply -var-file=prod.tfvars`.

variable "region" {
  description = "The AWS region."
  type        = string
  default     = "ap-south-1"
}

variable "prefix" {
  description = "Prefix of every name, so that one account can have several deployments. Example: \"staging-\"."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{0,20}$", var.prefix))
    error_message = "prefix must have at most 20 of the characters A-Z a-z 0-9 -."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

variable "architecture" {
  description = "The functions' processor: arm64 (a fifth cheaper) or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture must be arm64 or x86_64."
  }
}

variable "packages_folder" {
  description = "The folder where `./orders package` puts the functions' zips. Relative to this folder, or absolute."
  type        = string
  default     = "../artifacts/packages"
}

variable "deletion_protection" {
  description = "Whether the table is protected from deletion. Set it to false and apply before a destroy."
  type        = bool
  default     = true
}

variable "table_capacity" {
  description = "Provisioned capacity units of the table and its index. null selects on-demand billing."
  type = object({
    read_units        = number
    write_units       = number
    index_read_units  = number
    index_write_units = number
  })
  default = null

  validation {
    condition     = var.table_capacity == null ? true : alltrue([for units in values(var.table_capacity) : units >= 1 && floor(units) == units])
    error_message = "table_capacity must give whole units of at least 1 for the table and for its index."
  }
}

variable "processor_pollers" {
  description = "Provisioned pollers for the orders queue, instead of processor.maximum_concurrency. null for none."
  type = object({
    minimum = number
    maximum = number
  })
  default = null

  validation {
    condition = var.processor_pollers == null ? true : (
      var.processor_pollers.minimum >= 2 && var.processor_pollers.minimum <= 200
      && var.processor_pollers.maximum >= var.processor_pollers.minimum && var.processor_pollers.maximum <= 2000
    )
    error_message = "processor_pollers.minimum must be from 2 to 200, and processor_pollers.maximum from processor_pollers.minimum to 2000."
  }
}

variable "released_versions" {
  description = "The versions that stay live, by function: what orders rollback prints. A function that is missing here gets the version that the apply publishes."
  type = object({
    ingest    = optional(string)
    processor = optional(string)
    notifier  = optional(string)
  })
  default = {}

  validation {
    condition     = alltrue([for version in values(var.released_versions) : version == null || can(regex("^[1-9][0-9]*$", version))])
    error_message = "released_versions.* must be numbers of published versions."
  }
}

variable "canary_weights" {
  description = "The share of invocations, from 0 to 1, that the version that was published last gets while released_versions names another one, by function."
  type = object({
    ingest    = optional(number)
    processor = optional(number)
    notifier  = optional(number)
  })
  default = {}

  validation {
    condition     = alltrue([for weight in values(var.canary_weights) : weight == null ? true : weight > 0 && weight < 1])
    error_message = "canary_weights.* must be more than 0 and less than 1."
  }
  validation {
    condition     = alltrue([for function, weight in var.canary_weights : weight == null || var.released_versions[function] != null])
    error_message = "canary_weights.* needs the function's version in released_versions: the canary's share is taken from it."
  }
}

variable "log_retention_days" {
  description = "The number of days for which CloudWatch keeps logs."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of CloudWatch's periods: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "permissions_boundary_arn" {
  description = "The permissions boundary of every role, if the account requires one."
  type        = string
  default     = null
}

variable "create_kms_key" {
  description = "Whether to create a KMS key for queues, table and logs. Without one, AWS's own keys encrypt them at no cost."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "An existing KMS key, instead of a new one. Its policy must let CloudWatch Logs, the senders and consumers of other accounts, and with order_events_dlq.records_bucket S3, use it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || !var.create_kms_key
    error_message = "kms_key_arn must be null if create_kms_key is true: a deployment uses one key."
  }
}

variable "sender_principals" {
  description = "The ARNs that may send to an outside sender's queue, by the sender's name."
  type        = map(list(string))
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.sender_principals), var.senders[*].name)) == 0
    error_message = "The keys of sender_principals must be names of senders."
  }
  validation {
    condition     = !contains(flatten(values(var.sender_principals)), "*")
    error_message = "sender_principals must not contain *: everybody could send orders."
  }
}

variable "consumer_principals" {
  description = "The ARNs that may receive from a consumer's queue, by the consumer's name."
  type        = map(list(string))
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.consumer_principals), [for consumer in var.consumers : consumer.name])) == 0
    error_message = "The keys of consumer_principals must be names of consumers."
  }
  validation {
    condition     = !contains(flatten(values(var.consumer_principals)), "*")
    error_message = "consumer_principals must not contain *: everybody could read order events."
  }
}

variable "api_authorization" {
  description = "Who may call the API: AWS_IAM (signed requests), JWT (api_jwt), or NONE (everybody)."
  type        = string
  default     = "AWS_IAM"

  validation {
    condition     = contains(["AWS_IAM", "JWT", "NONE"], var.api_authorization)
    error_message = "api_authorization must be AWS_IAM, JWT or NONE."
  }
  validation {
    condition     = var.api_authorization != "NONE" || var.api_public_acknowledged
    error_message = "api_authorization NONE lets everybody place orders, and read and change every order that has no other owner. Set api_public_acknowledged to true to allow this."
  }
}

variable "api_jwt" {
  description = "The issuer's URL and the audiences of the tokens, and the scopes of which a token needs one to read (GET, HEAD) and to write. Only with api_authorization JWT."
  type = object({
    issuer   = string
    audience = list(string)
    scopes = optional(object({
      read  = list(string)
      write = list(string)
    }))
  })
  default = null

  validation {
    condition     = (var.api_authorization == "JWT") == (var.api_jwt != null)
    error_message = "api_jwt must be set if api_authorization is JWT, and only then."
  }
  validation {
    condition     = var.api_jwt == null ? true : startswith(var.api_jwt.issuer, "https://") && length(var.api_jwt.audience) > 0
    error_message = "api_jwt.issuer must be an https:// URL and api_jwt.audience must name at least one audience."
  }
  validation {
    condition     = try(var.api_jwt.scopes, null) == null ? true : length(var.api_jwt.scopes.read) > 0 && length(var.api_jwt.scopes.write) > 0
    error_message = "api_jwt.scopes.read and api_jwt.scopes.write must each name at least one scope."
  }
}

variable "api_cors" {
  description = "The web sites whose pages may call the API, such as https://shop.example, and for how long a browser remembers that. Only with api_authorization JWT. null for none."
  type = object({
    allow_origins   = list(string)
    max_age_seconds = optional(number, 3600)
  })
  default = null

  validation {
    condition     = var.api_cors == null || var.api_authorization == "JWT"
    error_message = "api_cors must be null unless api_authorization is JWT: a page can send a token, but must not have the keys to sign a request."
  }
  validation {
    condition     = var.api_cors == null ? true : length(var.api_cors.allow_origins) > 0 && alltrue([for origin in var.api_cors.allow_origins : can(regex("^(https://[a-z0-9.-]+|http://localhost)(:[0-9]+)?$", origin))])
    error_message = "api_cors.allow_origins must be one or more origins: https://, a host in lower case and maybe a port, or http://localhost, without a path and without *."
  }
  validation {
    condition     = var.api_cors == null ? true : var.api_cors.max_age_seconds >= 0 && var.api_cors.max_age_seconds <= 86400
    error_message = "api_cors.max_age_seconds must be from 0 to 86400 (a day)."
  }
}

variable "api_callers" {
  description = "Callers of other accounts: for each, by a name of yours, the ARNs that may assume its role. Each role owns the orders that it places. Only with api_authorization AWS_IAM."
  type        = map(list(string))
  default     = {}

  validation {
    condition     = length(var.api_callers) == 0 || var.api_authorization == "AWS_IAM"
    error_message = "api_callers must be empty unless api_authorization is AWS_IAM."
  }
  validation {
    condition     = alltrue([for name, principals in var.api_callers : can(regex("^[A-Za-z0-9-]{1,16}$", name)) && length(principals) > 0])
    error_message = "The keys of api_callers must have 1 to 16 of the characters A-Z a-z 0-9 -, and each caller at least one ARN."
  }
  validation {
    condition     = !contains(flatten(values(var.api_callers)), "*")
    error_message = "api_callers must not contain *: everybody could call the API."
  }
}

variable "api_public_acknowledged" {
  description = "Confirms that the API is open to everybody (api_authorization NONE)."
  type        = bool
  default     = false
}

variable "api_throttling" {
  description = "The API's steady and burst limits in requests per second. Requests beyond get 429."
  type = object({
    rate_limit  = number
    burst_limit = number
  })
  default = {
    rate_limit  = 500
    burst_limit = 1000
  }
}

variable "audit_log" {
  description = "The operators' audit log in a bucket of yours, as --audit takes it: s3://bucket/prefix. Readers and operators may then write and read it, and delete nothing. null for none."
  type        = string
  default     = null

  validation {
    condition     = var.audit_log == null ? true : can(regex("^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[A-Za-z0-9!_.'()/-]*[A-Za-z0-9!_.'()-]$", var.audit_log))
    error_message = "audit_log must be s3://bucket/prefix, with a valid bucket name and a prefix of the characters A-Z a-z 0-9 ! _ . ' ( ) / -, without a slash at its end."
  }
}

variable "alarm_topic_arn" {
  description = "The SNS topic for alarm notifications. null disables notifications."
  type        = string
  default     = null
}

variable "composite_alarm_topic_arn" {
  description = "The SNS topic for the one alarm that stands for all. null disables its notifications."
  type        = string
  default     = null
}
