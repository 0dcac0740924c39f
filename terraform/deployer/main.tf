# The policy of whoever deploys: a CI's role, or a person. An administrator applies this folder once for each environment, and attaches the policy; a
# deployer that managed its own policy could give itself everything. docs/deploy.md describes it. A test compares the actions with the calls of an apply,
# an update and a destroy.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  region = var.region
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_policy" "deployer" {
  for_each = local.policies

  name        = "${var.prefix}deployer-${each.key}-${var.region}"
  description = "Deploy the order pipeline ${var.prefix}orders."
  policy      = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

output "policy_arns" {
  description = "The policies to attach to the deployer. Together they allow a deployment: one policy would be over IAM's limit of 6,144 characters."
  value       = [for policy in aws_iam_policy.deployer : policy.arn]
}
