output "arn" {
  description = "The function's ARN."
  value       = aws_lambda_function.this.arn
}

output "alias" {
  description = "The name of the function's alias."
  value       = aws_lambda_alias.live.name
}

output "live_arn" {
  description = "The ARN of the function's alias, for its event source mapping."
  value       = aws_lambda_alias.live.arn
}

output "invoke_arn" {
  description = "The ARN that API Gateway uses to invoke the live version."
  value       = aws_lambda_alias.live.invoke_arn
}

output "name" {
  description = "The function's name."
  value       = aws_lambda_function.this.function_name
}

output "log_group" {
  description = "The name of the function's log group."
  value       = aws_cloudwatch_log_group.this.name
}

# The outputs below are for tests, which cannot read a module's resources.

output "function" {
  description = "The function resource."
  value       = aws_lambda_function.this
}

output "live" {
  description = "The alias resource."
  value       = aws_lambda_alias.live
}

output "role" {
  description = "The role resource."
  value       = aws_iam_role.this
}

output "statements" {
  description = "The statements of the role's policy, by their Sid."
  value       = { for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Sid => statement }
}

output "retention_in_days" {
  description = "The number of days for which the function's logs are kept."
  value       = aws_cloudwatch_log_group.this.retention_in_days
}
