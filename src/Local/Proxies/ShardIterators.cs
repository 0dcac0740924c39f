using System.Collections.Concurrent;
using System.Text.Json;
using Orders.Json;

namespace Orders.Local.Proxies;

/// <summary>Remembers the stream of each shard iterator, because GetRecords has no other parameter.</summary>
sealed class ShardIterators
{
    readonly ConcurrentDictionary<string, string> _streams = new(StringComparer.Ordinal);

    /// <summary>Returns the stream of an iterator; null if its creation was not seen.</summary>
    public string? StreamOf(string iterator) => _streams.GetValueOrDefault(iterator);

    /// <summary>Records the iterator in an answer, and forgets the one that it follows.</summary>
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
