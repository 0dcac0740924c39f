using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Orders.Json;
using Orders.Operations.Failures;

namespace Orders.Operations.Settings;

/// <summary>
/// The settings that the local runner and Terraform share: <c>terraform/pipeline.auto.tfvars.json</c>, which Terraform loads automatically, and the
/// <c>settings.json</c> of an environment, which extends it. Names are in snake case; an unknown member is refused.
/// </summary>
public sealed record PipelineSettings
{
    const int MaxFileBytes = 1 << 20;

    /// <summary>The orders table.</summary>
    public required OrdersTableSettings Table { get; init; }

    /// <summary>The queue of orders and its dead-letter queue.</summary>
    public required OrdersQueueSettings OrdersQueue { get; init; }

    /// <summary>The outside senders; none by default. Each has its own queue.</summary>
    public IReadOnlyList<SenderSettings> Senders
    {
        get => field ?? [];
        init;
    }

    /// <summary>The queues that the Processor reads: the orders queue and those of outside senders, each with its dead-letter queue, sender and maximum
    /// concurrency.</summary>
    [JsonIgnore]
    public IReadOnlyList<OrdersSource> Sources =>
    [
        new(OrdersQueue.Name, OrdersQueue.DeadLetterQueue, Sender: null, Processor.MaximumConcurrency),
        .. Senders.Select(static sender => new OrdersSource(sender.Queue, sender.DeadLetterQueue, sender.Name, sender.MaximumConcurrency)),
    ];

    /// <summary>The dead-letter queue of the Notifier and its mapping.</summary>
    public required EventsDeadLetterQueueSettings OrderEventsDlq { get; init; }

    /// <summary>The function behind the HTTP API.</summary>
    public required FunctionSettings Ingest { get; init; }

    /// <summary>The function that reads the queue.</summary>
    public required ProcessorFunctionSettings Processor { get; init; }

    /// <summary>The function that reads the table's stream.</summary>
    public required NotifierFunctionSettings Notifier { get; init; }

    /// <summary>The <c>source</c> of every CloudEvent.</summary>
    public required string EventSource { get; init; }

    /// <summary>The consumers of order events.</summary>
    public required IReadOnlyList<ConsumerSettings> Consumers { get; init; }

    /// <summary>The expiry of pending orders.</summary>
    public required ExpirySettings Expiry { get; init; }

    /// <summary>The thresholds of the alarms.</summary>
    public required AlarmThresholdSettings AlarmThresholds { get; init; }

    /// <summary>Reads and checks the file, or that of an environment, which extends another one.</summary>
    /// <exception cref="CommandException">A file cannot be read, or breaks rules; each broken rule is listed.</exception>
    public static PipelineSettings Load(string path)
    {
        var current = path;
        try
        {
            var content = Read(path);
            using var own = UntrustedJson.Parse(content);
            if (own?.RootElement is not { ValueKind: JsonValueKind.Object } environment || !environment.TryGetProperty(SettingsLayers.Extends, out var extends))
            {
                return Parse(content);
            }

            if (extends.ValueKind != JsonValueKind.String)
            {
                throw new CommandException($"{SettingsLayers.Extends} must be the path of the file with all settings.");
            }

            current = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, extends.GetString()!);
            using var all = UntrustedJson.Parse(Read(current)) ?? throw new CommandException("The file must be JSON.");
            if (all.RootElement is { ValueKind: JsonValueKind.Object } && all.RootElement.TryGetProperty(SettingsLayers.Extends, out _))
            {
                throw new CommandException($"The file must not have {SettingsLayers.Extends}: {path} extends it.");
            }

            current = path;
            return Parse(SettingsLayers.Merge(all.RootElement, environment));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CommandException)
        {
            throw new CommandException($"{current}: {CauseOf(e, current)}", e);
        }
    }

    static ReadOnlySpan<byte> Read(string path)
    {
        using var file = File.OpenRead(path);
        // A device has no end, and a file that is not a settings file may be larger than memory.
        var content = new byte[MaxFileBytes + 1];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length <= MaxFileBytes
            ? content.AsSpan(0, length)
            : throw new CommandException($"The file is longer than {MaxFileBytes:N0} bytes.");
    }

    /// <summary>Reads and checks the file's content.</summary>
    /// <exception cref="CommandException">The content is not JSON of the known shape, or breaks rules; each broken rule is listed.</exception>
    public static PipelineSettings Parse(ReadOnlySpan<byte> utf8Json)
    {
        using (var document = UntrustedJson.Parse(utf8Json))
        {
            if (document is not null && SettingsShape.Faults(document.RootElement, PipelineSettingsJson.Default.PipelineSettings) is { Count: > 0 } faults)
            {
                throw new CommandException(faults is [var only] ? only : $"The settings have {faults.Count} faults:\n  {string.Join("\n  ", faults)}");
            }
        }

        if ((Utf8.IsValid(utf8Json) ? UntrustedJson.FindFault(Encoding.UTF8.GetString(utf8Json)) : "must be valid UTF-8") is { } rule)
        {
            throw new CommandException($"The file {rule}.");
        }

        var settings = JsonSerializer.Deserialize(utf8Json, PipelineSettingsJson.Default.PipelineSettings)!;
        var broken = PipelineSettingsRules.Check(settings).Broken;
        return broken is []
            ? settings
            : throw new CommandException($"The settings break {broken.Count} of the services' rules:\n  {string.Join("\n  ", broken)}");
    }

    static string CauseOf(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "The file does not exist.",
        UnauthorizedAccessException when Directory.Exists(path) => "It is a folder, not a file.",
        UnauthorizedAccessException => "This user may not read it.",
        _ => exception.Message,
    };
}
