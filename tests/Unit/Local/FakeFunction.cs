using System.Text;
using System.Text.Json;
using Orders.Local.Lambda;

namespace Orders.Tests.Unit.Local;

/// <summary>A function whose answers are given, in order; the last one goes on.</summary>
sealed class FakeFunction(params Func<JsonElement, InvocationResult>[] answers) : IFunctionInvoker
{
    public const string Null = "null";

    readonly Lock _lock = new();

    public string FunctionArn => "arn:aws:lambda:ap-south-1:000000000000:function:fake";

    /// <summary>The events that it got.</summary>
    public List<JsonElement> Events { get; } = [];

    /// <summary>How old the last batch was said to be.</summary>
    public TimeSpan? IteratorAge { get; private set; }

    public Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationOptions? options = null)
    {
        var @event = JsonDocument.Parse(payload.ToArray()).RootElement;
        lock (_lock)
        {
            Events.Add(@event);
            IteratorAge = options?.IteratorAge;
            return Task.FromResult(answers[Math.Min(Events.Count, answers.Length) - 1](@event));
        }
    }

    /// <summary>The identifiers of the records of each event, in order.</summary>
    public List<string[]> Batches(Func<JsonElement, string> identifier)
    {
        lock (_lock)
        {
            return [.. Events.Select(e => e.GetProperty("Records").EnumerateArray().Select(identifier).ToArray())];
        }
    }

    public static Func<JsonElement, InvocationResult> Answers(string json) =>
        _ => new InvocationResult(InvocationStatus.Success, "r", Encoding.UTF8.GetBytes(json));

    public static Func<JsonElement, InvocationResult> Fails(string identifier) =>
        Answers($$"""{"batchItemFailures":[{"itemIdentifier":"{{identifier}}"}]}""");

    public static InvocationResult Throws(JsonElement _) => new(InvocationStatus.FunctionError, "r", "{}"u8.ToArray());

    public static InvocationResult Throttled(JsonElement _) => new(InvocationStatus.Throttled, "r", default);
}
