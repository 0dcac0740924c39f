namespace Orders.Dev.Cost;

/// <summary>What is billed by count.</summary>
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
}

/// <summary>List prices in US dollars of us-east-1 in 2026, from the services' pricing pages, first tier. No free tier is taken off.</summary>
internal static class Prices
{
    /// <summary>Where and when they hold.</summary>
    public const string Source = "us-east-1, 2026, first tier, no free tier taken off";

    private const decimal PerMillion = 1_000_000m;

    /// <summary>The price of one, in dollars.</summary>
    public static decimal DollarsEach(Meter meter) => meter switch
    {
        Meter.StandardRequest => 0.40m / PerMillion,
        Meter.FifoRequest => 0.50m / PerMillion,
        Meter.WriteUnit => 0.625m / PerMillion,
        Meter.ReadUnit => 0.125m / PerMillion,
        Meter.Invocation => 0.20m / PerMillion,
        Meter.GigabyteSecondArm64 => 0.0000133334m,
        Meter.GigabyteSecondX64 => 0.0000166667m,
        _ => throw new ArgumentOutOfRangeException(nameof(meter)),
    };
}
