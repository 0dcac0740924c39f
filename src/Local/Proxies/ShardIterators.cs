using System.Collections.Concurrent;
using System.Text.Json;
using Orders.Json;

namespace Orders.Local.Proxies;

/// <summary>Remembers which stream an iterator reads: GetRecords is given nothing else.</summary>
sealed class ShardIterators
{
    readonly ConcurrentDictionary<string, string> _streams = new(StringComparer.Ordinal);

    /// <summary>The stream of an iterator; null where its making was not seen.</summary>
    public string? StreamOf(string iterator) => _streams.GetValueOrDefault(iterator);

    /// <summary>Learns from an answer that gives an iterator, and forgets the one that it follows.</summary>
    public void Learn(string operation, ReadOnlyMemory<byte> request, ReadOnlyMemory<byte> answer)
    {
        var (given, by) = operation switch
        {
            "GetShardIterator" => ("ShardIterator", "StreamArn"),
            "GetRecords" => ("NextShardIterator", "ShardIterator"),
            _ => (null, null),
        };
        if (given is null || Text(answer, given) is not { } iterator || Text(request, by!) is not { } from)
        {
            return;
        }

        if (operation == "GetShardIterator")
        {
            _streams[iterator] = CallResources.Stream(from);
        }
        else if (iterator != from && _streams.TryRemove(from, out var stream))
        {
            _streams[iterator] = stream;
        }
    }

    static string? Text(ReadOnlyMemory<byte> json, string name)
    {
        using var document = UntrustedJson.Parse(json.Span);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } members
            && members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
