using System.Net;
using System.Text.Json;
using Orders.Json;
using Orders.Operations.DeadLetters;

namespace Orders.Operations.Events;

/// <summary>S3's notice on <c>order-events-dlq</c> of an object in the bucket of failed records (Amazon S3 User Guide, "Event message structure").</summary>
internal static class RecordsNotice
{
    /// <summary>Returns the keys that a message of S3 names, none for S3's test message; null if the message is not about the bucket.</summary>
    public static IReadOnlyList<string>? KeysOf(string body, string bucket)
    {
        using var document = UntrustedJson.Parse(body);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } message)
        {
            return null;
        }

        // S3 sends it when it gets the bucket's configuration.
        if (message.Text("Event") == "s3:TestEvent")
        {
            return message.Text("Bucket") == bucket ? [] : null;
        }

        var records = message.Member("Records") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : [];
        var keys = records.Where(record => record.Member("s3").Member("bucket").Text("name") == bucket)
            .Select(static record => WebUtility.UrlDecode(record.Member("s3").Member("object").Text("key"))).OfType<string>().ToList();
        return keys.Count > 0 && keys.Count == records.Count ? keys : null;
    }
}
