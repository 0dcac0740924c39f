namespace Orders.Dev.Scale;

/// <summary>Quotas of the account and variables of Terraform that are not in the settings file. The defaults are those of a new account in ap-south-1.</summary>
internal sealed record Quotas
{
    /// <summary>Deployments side by side, each with its own <c>prefix</c>. They share the orders and the account's quotas.</summary>
    public int Deployments { get; init; } = 1;

    /// <summary>Requests per second of one API: Terraform's <c>api_throttling.rate_limit</c>.</summary>
    public double ApiRequests { get; init; } = 500;

    /// <summary>Requests per second of all APIs of the account ("Amazon API Gateway quotas").</summary>
    public double AccountApiRequests { get; init; } = 10_000;

    /// <summary>Concurrent executions of all functions of the account ("Lambda quotas").</summary>
    public double AccountConcurrency { get; init; } = 1000;

    /// <summary>Terraform's <c>processor_pollers.maximum</c>; 0 without provisioned mode.</summary>
    public int MaxPollers { get; init; }

    /// <summary>Write units per second that a new on-demand table and its index accept ("Understanding DynamoDB warm throughput").</summary>
    public double WarmUnits { get; init; } = 4000;

    /// <summary>Write units per second of one table, and of one index ("Quotas in Amazon DynamoDB").</summary>
    public double TableUnits { get; init; } = 40_000;

    /// <summary>Requests per second and API action to FIFO queues in high throughput mode ("Amazon SQS message quotas").</summary>
    public double FifoRequests { get; init; } = 9000;

    /// <summary>Messages in flight on one queue ("Amazon SQS standard queue quotas", "Amazon SQS FIFO queue quotas").</summary>
    public double InFlight { get; init; } = 120_000;
}
