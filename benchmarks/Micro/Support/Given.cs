using System.Text.Json;
using Orders.Benchmarks.Functions.Subjects;
using Orders.Messages;
using Orders.Model;

namespace Orders.Benchmarks.Micro.Support;

/// <summary>The events, orders and settings of the benchmarks: those that the functions are measured with as native binaries.</summary>
internal static class Given
{
    public static readonly DateTimeOffset SentAt = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly Payloads Payloads = new(Path.Combine(Root(), "tests", "payloads"));
    private static readonly Programs NotStarted = new("", "");

    /// <summary>The events that only have to be read.</summary>
    public static IEnumerable<Subject> Events => SubjectList.ParseOnly(NotStarted, Payloads).DistinctBy(static subject => subject.Event);

    /// <summary>Each function with each of its events.</summary>
    public static IEnumerable<Subject> Functions => SubjectList.Functions(NotStarted, Payloads).Where(static subject => subject.Connection == Connection.Plain);

    /// <summary>An order as a message of the queue has it.</summary>
    public static string OrderJson()
    {
        using var batch = JsonDocument.Parse(Payloads.Messages(1));
        return batch.RootElement.GetProperty("Records")[0].GetProperty("body").GetString()!;
    }

    /// <summary>The same, read.</summary>
    public static Order Order() => ((PlaceOrder)OrderMessageReader.Read(OrderJson(), SentAt, traceParent: null).Value!).Order;

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Orders.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks run in the repository.");
        }

        return folder;
    }
}
