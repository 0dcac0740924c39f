output "arn" {
  description = "The function's ARN."
  value       = aws_lambda_function.this.arn
}

output "invoke_arn" {
  description = "The ARN by which API Gateway calls it."
  value       = aws_lambda_function.this.invoke_arn
}

output "name" {
  description = "The function's name."
  value       = aws_lambda_function.this.function_name
}

output "log_group" {
  description = "The name of its log group."
  value       = aws_cloudwatch_log_group.this.name
}

# What follows is for tests, which can't look into a module.

output "function" {
  description = "All of the function."
  value       = aws_lambda_function.this
}

output "role" {
  description = "All of its role."
  value       = aws_iam_role.this
}

output "statements" {
  description = "What its role may do: the statements of its policy, by their Sid."
  value       = { for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Sid => statement }
}

output "retention_in_days" {
  description = "For how long its logs are kept."
  value       = aws_cloudwatch_log_group.this.retention_in_days
}
