# The dev environment. Run Terraform in this folder: `terraform init -backend-config=bucket=<your state bucket>`, then plan and apply.

terraform {
  # The lock file in the bucket needs Terraform 1.10.
  required_version = ">= 1.10"

  backend "s3" {
    key          = "orders/dev.tfstate"
    region       = "ap-south-1"
    encrypt      = true
    use_lockfile = true
  }
}

module "settings" {
  source = "../../modules/settings"
  file   = "${path.module}/settings.json"
}

module "orders" {
  source = "../.."

  region          = "ap-south-1"
  prefix          = "dev-"
  tags            = { Environment = "dev" }
  packages_folder = "${path.module}/../../../artifacts/packages"

  # What is in dev may be lost.
  deletion_protection = false
  log_retention_days  = 7

  table            = module.settings.all.table
  orders_queue     = module.settings.all.orders_queue
  order_events_dlq = module.settings.all.order_events_dlq
  ingest           = module.settings.all.ingest
  processor        = module.settings.all.processor
  notifier         = module.settings.all.notifier
  event_source     = module.settings.all.event_source
  senders          = module.settings.all.senders
  consumers        = module.settings.all.consumers
  expiry           = module.settings.all.expiry
  alarm_thresholds = module.settings.all.alarm_thresholds
}

output "orders" {
  description = "The deployment's outputs: its API, queues, functions, table, policies and key."
  value       = module.orders
}
