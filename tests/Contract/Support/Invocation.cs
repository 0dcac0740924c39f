using Amazon.Lambda.Core;
using Orders.Observability;

namespace Orders.Tests.Contract.Support;

/// <summary>An invocation with time enough.</summary>
sealed class Invocation : ILambdaContext
{
    public const string RequestId = "8f5a3c1e-1b2d-4c3e-9f4a-5b6c7d8e9f0a";

    public string AwsRequestId => RequestId;

    public TimeSpan RemainingTime => TimeSpan.FromSeconds(30);

    public IClientContext ClientContext => null!;

    public string FunctionName => "orders";

    public string FunctionVersion => "1";

    public ICognitoIdentity Identity => null!;

    public string InvokedFunctionArn => "";

    public ILambdaLogger Logger => null!;

    public string LogGroupName => "";

    public string LogStreamName => "";

    public int MemoryLimitInMB => 512;

    /// <summary>Logs and metrics are no part of the contract.</summary>
    public static LineSink NoLog { get; } = new(Stream.Null);
}

/// <summary>A clock that stands at the time of <see cref="Samples"/>; what waits, waits for real.</summary>
sealed class StandingClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Samples.PlacedAt;
}
