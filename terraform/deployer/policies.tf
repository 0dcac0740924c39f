locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  names     = [for name in var.names : "${var.prefix}${name}"]
  own       = "${var.prefix}orders*"

  in_region = { for service in ["apigateway", "cloudwatch", "dynamodb", "kms", "lambda", "logs", "scheduler", "sqs"] : service => "arn:${local.partition}:${service}:${var.region}:${local.account}" }
  functions = [for name in local.names : "${local.in_region.lambda}:function:${name}"]
  roles     = [for name in distinct(concat(local.names, [local.own])) : "arn:${local.partition}:iam::${local.account}:role/${name}"]
  alarms    = [for name in distinct(concat(local.names, [local.own])) : "${local.in_region.cloudwatch}:alarm:${name}"]
  boundary  = var.permissions_boundary_arn == null ? {} : { Condition = { StringEquals = { "iam:PermissionsBoundary" = var.permissions_boundary_arn } } }

  policies = {
    data = concat(
      [
        {
          Sid    = "Queues"
          Effect = "Allow"
          Action = [
            "sqs:CreateQueue", "sqs:DeleteQueue", "sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sqs:ListQueueTags", "sqs:TagQueue", "sqs:UntagQueue",
          ]
          Resource = [for name in local.names : "${local.in_region.sqs}:${name}"]
        },
        {
          Sid    = "Table"
          Effect = "Allow"
          Action = [
            "dynamodb:CreateTable", "dynamodb:DeleteTable", "dynamodb:DescribeTable", "dynamodb:UpdateTable", "dynamodb:DescribeContinuousBackups",
            "dynamodb:UpdateContinuousBackups", "dynamodb:DescribeTimeToLive", "dynamodb:UpdateTimeToLive", "dynamodb:ListTagsOfResource", "dynamodb:TagResource", "dynamodb:UntagResource",
          ]
          Resource = [for name in local.names : "${local.in_region.dynamodb}:table/${name}"]
        },
        {
          Sid    = "Alarms"
          Effect = "Allow"
          Action = [
            "cloudwatch:PutMetricAlarm", "cloudwatch:PutCompositeAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:ListTagsForResource", "cloudwatch:TagResource",
            "cloudwatch:UntagResource",
          ]
          Resource = local.alarms
        },
        {
          Sid      = "Dashboard"
          Effect   = "Allow"
          Action   = ["cloudwatch:PutDashboard", "cloudwatch:GetDashboard", "cloudwatch:DeleteDashboards"]
          Resource = "arn:${local.partition}:cloudwatch::${local.account}:dashboard/${local.own}"
        },
        {
          Sid    = "Schedule"
          Effect = "Allow"
          Action = [
            "scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:GetSchedule", "scheduler:UpdateSchedule", "scheduler:CreateScheduleGroup",
            "scheduler:DeleteScheduleGroup", "scheduler:GetScheduleGroup", "scheduler:ListTagsForResource", "scheduler:TagResource", "scheduler:UntagResource",
          ]
          Resource = ["${local.in_region.scheduler}:schedule/${local.own}", "${local.in_region.scheduler}:schedule-group/${local.own}"]
        },
        {
          Sid    = "Logs"
          Effect = "Allow"
          Action = [
            "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:PutRetentionPolicy", "logs:AssociateKmsKey", "logs:DisassociateKmsKey", "logs:ListTagsForResource", "logs:TagResource", "logs:UntagResource",
          ]
          Resource = flatten([for group in concat([for name in local.names : "/aws/lambda/${name}"], ["/aws/vendedlogs/apigateway/${local.own}"]) : "${local.in_region.logs}:log-group:${group}"])
        },
        {
          # Lists, which have no resource in IAM, and the delivery of the access log (API Gateway Developer Guide, "Configure logging for HTTP APIs").
          Sid    = "ListsAndLogDelivery"
          Effect = "Allow"
          Action = [
            "cloudwatch:DescribeAlarms", "logs:DescribeLogGroups", "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
          ]
          Resource = "*"
        },
      ],
      [for bucket in compact([var.records_bucket]) : {
        # The empty bucket: a deployer needs no customer's records.
        Sid    = "RecordsBucket"
        Effect = "Allow"
        Action = [
          "s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:GetAccelerateConfiguration", "s3:GetBucketAcl", "s3:GetBucketCORS", "s3:GetBucketLogging",
          "s3:GetBucketNotification", "s3:GetBucketObjectLockConfiguration", "s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock", "s3:GetBucketRequestPayment",
          "s3:GetBucketTagging", "s3:GetBucketVersioning", "s3:GetBucketWebsite", "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration",
          "s3:GetReplicationConfiguration", "s3:ListBucket", "s3:ListTagsForResource", "s3:PutBucketNotification", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketTagging", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration", "s3:TagResource", "s3:UntagResource",
        ]
        Resource = "arn:${local.partition}:s3:::${var.prefix}${bucket}-${local.account}-${var.region}"
      }],
      flatten([for state in var.state == null ? [] : [var.state] : [
        {
          Sid      = "State"
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
          Resource = ["arn:${local.partition}:s3:::${state.bucket}/${state.key}", "arn:${local.partition}:s3:::${state.bucket}/${state.key}.tflock"]
        },
        {
          Sid      = "StateBucket"
          Effect   = "Allow"
          Action   = ["s3:ListBucket"]
          Resource = "arn:${local.partition}:s3:::${state.bucket}"
        },
      ]]),
    )

    functions = concat(
      [
        {
          Sid    = "Functions"
          Effect = "Allow"
          Action = [
            "lambda:CreateFunction", "lambda:DeleteFunction", "lambda:GetFunction", "lambda:GetFunctionCodeSigningConfig", "lambda:GetFunctionConfiguration",
            "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration", "lambda:PutFunctionConcurrency", "lambda:DeleteFunctionConcurrency",
            "lambda:PublishVersion", "lambda:ListVersionsByFunction", "lambda:CreateAlias", "lambda:DeleteAlias", "lambda:GetAlias", "lambda:UpdateAlias",
            "lambda:AddPermission", "lambda:RemovePermission", "lambda:GetPolicy",
          ]
          # With a version or an alias, too.
          Resource = concat(local.functions, [for function in local.functions : "${function}:*"])
        },
        {
          Sid       = "Mappings"
          Effect    = "Allow"
          Action    = ["lambda:CreateEventSourceMapping", "lambda:DeleteEventSourceMapping", "lambda:GetEventSourceMapping", "lambda:UpdateEventSourceMapping"]
          Resource  = "*"
          Condition = { ArnLike = { "lambda:FunctionArn" = local.functions } }
        },
        {
          Sid      = "FunctionTags"
          Effect   = "Allow"
          Action   = ["lambda:ListTags", "lambda:TagResource", "lambda:UntagResource"]
          Resource = concat(local.functions, ["${local.in_region.lambda}:event-source-mapping:*"])
        },
        {
          # An API has no name in IAM.
          Sid    = "Api"
          Effect = "Allow"
          Action = ["apigateway:GET", "apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"]
          Resource = [
            for path in ["apis", "apis/*", "tags/*"] : "arn:${local.partition}:apigateway:${var.region}::/${path}"
          ]
        },
        {
          Sid      = "FirstApiOfTheAccount"
          Effect   = "Allow"
          Action   = ["iam:CreateServiceLinkedRole"]
          Resource = "arn:${local.partition}:iam::${local.account}:role/aws-service-role/ops.apigateway.amazonaws.com/*"
        },
        merge({
          Sid      = "Roles"
          Effect   = "Allow"
          Action   = ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"]
          Resource = local.roles
        }, local.boundary),
        {
          Sid    = "RolesWithoutNewPermissions"
          Effect = "Allow"
          Action = concat(
            [
              "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole",
              "iam:ListRolePolicies", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy",
            ],
            # A deployer that must set a boundary must not take it away.
            var.permissions_boundary_arn == null ? ["iam:DeleteRolePermissionsBoundary"] : [],
          )
          Resource = local.roles
        },
        {
          Sid       = "PassRoles"
          Effect    = "Allow"
          Action    = ["iam:PassRole"]
          Resource  = local.roles
          Condition = { StringEquals = { "iam:PassedToService" = ["lambda.amazonaws.com", "scheduler.amazonaws.com"] } }
        },
        {
          # Those of readers and operators. The deployer's own has another name.
          Sid    = "Policies"
          Effect = "Allow"
          Action = [
            "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:GetPolicy", "iam:GetPolicyVersion",
            "iam:ListPolicyVersions", "iam:TagPolicy", "iam:UntagPolicy",
          ]
          Resource = "arn:${local.partition}:iam::${local.account}:policy/${local.own}"
        },
      ],
      [for statement in [
        {
          Sid      = "CreateKey"
          Effect   = "Allow"
          Action   = ["kms:CreateKey", "kms:ListAliases"]
          Resource = "*"
        },
        {
          Sid    = "Key"
          Effect = "Allow"
          Action = [
            "kms:CreateAlias", "kms:CreateGrant", "kms:Decrypt", "kms:DeleteAlias", "kms:DescribeKey", "kms:EnableKeyRotation", "kms:GenerateDataKey",
            "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription",
          ]
          Resource = ["${local.in_region.kms}:key/*", "${local.in_region.kms}:alias/${local.own}"]
        },
      ] : statement if var.creates_kms_key],
      [for key in compact([var.kms_key_arn]) : {
        Sid      = "ExistingKey"
        Effect   = "Allow"
        Action   = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
        Resource = key
      }],
    )
  }
}
