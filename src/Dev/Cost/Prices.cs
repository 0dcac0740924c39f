namespace Orders.Dev.Cost;

/// <summary>The units that are billed.</summary>
internal enum Meter
{
    /// <summary>SQS, a standard queue: a request of up to 64 KB.</summary>
    StandardRequest,

    /// <summary>SQS, a FIFO queue: a request of up to 64 KB.</summary>
    FifoRequest,

    /// <summary>DynamoDB on demand: a write unit.</summary>
    WriteUnit,

    /// <summary>DynamoDB on demand: a read unit.</summary>
    ReadUnit,

    /// <summary>Lambda: an invocation.</summary>
    Invocation,

    /// <summary>Lambda on arm64: a GB of memory for a second.</summary>
    GigabyteSecondArm64,

    /// <summary>Lambda on x64 (x86_64): a GB of memory for a second.</summary>
    GigabyteSecondX64,

    /// <summary>API Gateway, HTTP API: a request of up to 512 KB.</summary>
    HttpRequest,

    /// <summary>X-Ray: a recorded trace.</summary>
    Trace,

    /// <summary>CloudWatch Logs: an ingested MB.</summary>
    LogMegabyte,

    /// <summary>CloudWatch: a custom metric for a month.</summary>
    CustomMetric,

    /// <summary>CloudWatch: a metric that an alarm evaluates, for a month.</summary>
    AlarmMetric,

    /// <summary>CloudWatch: a composite alarm for a month.</summary>
    CompositeAlarm,

    /// <summary>CloudWatch: a dashboard for a month.</summary>
    Dashboard,
}

/// <summary>
/// List prices in US dollars for Terraform's default region, first tier, without the free tier. They were written down in November 2026
/// from memory of the services' pricing pages as of 2025, which could not be reached: check them before you rely on a total.
/// </summary>
internal static class Prices
{
    /// <summary>The region: the default of <c>region</c> in <c>terraform/variables.tf</c>.</summary>
    public const string Region = "ap-south-1";

    private const decimal PerMillion = 1_000_000m;
    private const decimal MbPerGb = 1024m;

    /// <summary>Returns the price of one unit in dollars. Each line names its page.</summary>
    public static decimal DollarsEach(Meter meter) => meter switch
    {
        // "Amazon SQS pricing".
        Meter.StandardRequest => 0.40m / PerMillion,
        Meter.FifoRequest => 0.50m / PerMillion,
        // "Amazon DynamoDB pricing for on-demand capacity", after the reduction of November 2024.
        Meter.WriteUnit => 0.7115m / PerMillion,
        Meter.ReadUnit => 0.1423m / PerMillion,
        // "AWS Lambda pricing".
        Meter.Invocation => 0.20m / PerMillion,
        Meter.GigabyteSecondArm64 => 0.0000133334m,
        Meter.GigabyteSecondX64 => 0.0000166667m,
        // "Amazon API Gateway pricing".
        Meter.HttpRequest => 1.05m / PerMillion,
        // "AWS X-Ray pricing".
        Meter.Trace => 5.00m / PerMillion,
        // "Amazon CloudWatch pricing".
        Meter.LogMegabyte => 0.67m / MbPerGb,
        Meter.CustomMetric => 0.30m,
        Meter.AlarmMetric => 0.10m,
        Meter.CompositeAlarm => 0.50m,
        Meter.Dashboard => 3.00m,
        _ => throw new ArgumentOutOfRangeException(nameof(meter)),
    };
}
