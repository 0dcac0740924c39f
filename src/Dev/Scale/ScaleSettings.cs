using Orders.Operations.Settings;

namespace Orders.Dev.Scale;

/// <summary>All that can be moved: settings of the pipeline, variables of Terraform, quotas of the account. By default as in a new account.</summary>
internal sealed record ScaleSettings
{
    /// <summary>The pipeline's settings.</summary>
    public required PipelineSettings Pipeline { get; init; }

    /// <summary>Deployments side by side, told apart by Terraform's <c>prefix</c>. Each has an even share of the orders and of what the account shares.</summary>
    public int Deployments { get; init; } = 1;

    /// <summary>Requests a second that the API takes: <c>api_throttling.rate_limit</c>.</summary>
    public double ApiRequests { get; init; } = 500;

    /// <summary>Requests that it takes at once: <c>api_throttling.burst_limit</c>.</summary>
    public double ApiBurst { get; init; } = 1000;

    /// <summary>Requests a second of all APIs of the account ("Amazon API Gateway quotas").</summary>
    public double ApiQuota { get; init; } = 10_000;

    /// <summary>Environments of all functions of the account ("Lambda quotas").</summary>
    public double AccountConcurrency { get; init; } = 1000;

    /// <summary>Pollers kept ready, Terraform's <c>processor_pollers.minimum</c>; 0 without provisioned mode.</summary>
    public int ReadyPollers { get; init; }

    /// <summary>The most pollers, <c>processor_pollers.maximum</c>.</summary>
    public int MostPollers { get; init; }

    /// <summary>Write units a second that table and index take from the first second on ("Understanding DynamoDB warm throughput").</summary>
    public double WarmUnits { get; init; } = 4000;

    /// <summary>Write units a second of one table, and of one index ("Quotas in Amazon DynamoDB").</summary>
    public double TableQuota { get; init; } = 40_000;

    /// <summary>Requests a second and action to FIFO queues in high throughput mode; ap-south-1's ("Amazon SQS message quotas").</summary>
    public double FifoRequests { get; init; } = 9000;
}
