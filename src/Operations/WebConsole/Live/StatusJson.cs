using System.Text.Json;
using Orders.Json;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Operations.WebConsole.Deployments;

namespace Orders.Operations.WebConsole.Live;

/// <summary>The pipeline as the page draws it.</summary>
internal static class StatusJson
{
    /// <summary>Writes it as one object.</summary>
    public static void Write(Utf8JsonWriter writer, ConsoleDeployment deployment, PipelineStatus status, History history)
    {
        var settings = deployment.Named;
        writer.WriteStartObject();
        writer.WriteTime("at", status.At);
        writer.WriteStartArray("queues");
        foreach (var queue in status.Queues)
        {
            WriteQueue(writer, deployment, queue);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("functions");
        WriteFunction(writer, "ingest", "Ingest", settings.Ingest, status, history);
        WriteFunction(writer, "processor", "Processor", settings.Processor, status, history);
        WriteFunction(writer, "notifier", "Notifier", settings.Notifier, status, history);
        writer.WriteEndArray();
        writer.WriteStartObject("table");
        writer.WriteString("name", settings.Table.Name);
        writer.WriteNumber("rate", Round(history.Rate(History.Placed(settings), History.Changed(settings))));
        if (status.Functions.FirstOrDefault(function => function.Name == settings.Notifier.Name)?.IteratorAge is { } age)
        {
            writer.WriteNumber("lag_seconds", (long)age.TotalSeconds);
        }

        writer.WriteEndObject();
        WriteSeries(writer, settings, history);
        writer.WriteStartArray("alarms");
        foreach (var alarm in status.Alarms)
        {
            writer.WriteStartObject();
            writer.WriteString("name", alarm.Name);
            writer.WriteString("message", alarm.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteQueue(Utf8JsonWriter writer, ConsoleDeployment deployment, QueueStatus queue)
    {
        var settings = deployment.Named;
        var consumer = settings.Consumers.FirstOrDefault(consumer => queue.Name == consumer.Queue || queue.Name == consumer.DeadLetterQueue);
        writer.WriteStartObject();
        writer.WriteString("name", queue.Name);
        writer.WriteString("role", queue switch
        {
            { Kind: QueueKind.Orders } => "orders",
            { Kind: QueueKind.Consumer } => "consumer",
            _ when consumer is not null => "consumer_dead",
            _ => queue.Name == settings.OrderEventsDlq.Name ? "events_dead" : "orders_dead",
        });
        writer.WriteOptional("consumer", consumer?.Name);
        writer.WriteOptional("key", deployment.DeadLetterQueues.FirstOrDefault(each => each.Value.Name == queue.Name).Key);
        writer.WriteNumber("waiting", queue.Visible);
        writer.WriteNumber("in_flight", queue.InFlight);
        if (queue.Oldest is { } oldest)
        {
            writer.WriteNumber("oldest_seconds", (long)oldest.TotalSeconds);
        }

        writer.WriteBoolean("is_dead_letters", queue.Kind == QueueKind.DeadLetters);
        writer.WriteEndObject();
    }

    private static void WriteFunction(
        Utf8JsonWriter writer, string role, string title, FunctionSettings function, PipelineStatus status, History history)
    {
        var counted = status.Functions.FirstOrDefault(each => each.Name == function.Name);
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteString("title", title);
        writer.WriteNumber("rate", Round(history.Rate(StatusQueries.Invocations(function))));
        writer.WriteNumber("errors", counted?.Errors ?? 0);
        writer.WriteNumber("throttles", counted?.Throttles ?? 0);
        writer.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter writer, PipelineSettings settings, History history)
    {
        writer.WriteStartObject("series");
        WriteArray(writer, "times", history.Times.Select(static time => (double?)time.ToUnixTimeMilliseconds()));
        WriteArray(writer, "accepted", history.PerSecond(History.Accepted(settings)).Select(static rate => (double?)rate));
        WriteArray(writer, "placed", history.PerSecond(History.Placed(settings)).Select(static rate => (double?)rate));
        WriteArray(writer, "median_milliseconds", history.Values(History.Latency(settings, "p50")));
        WriteArray(writer, "p99_milliseconds", history.Values(History.Latency(settings, "p99")));
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, string name, IEnumerable<double?> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            if (value is { } number)
            {
                writer.WriteNumberValue(Round(number));
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndArray();
    }

    private static double Round(double value) => Math.Round(value, 2);
}
