using System.Text.Json;
using Amazon.Runtime;
using Orders.Operations.Connections;
using Orders.Operations.Releases;

namespace Orders.Operations.Pausing;

/// <summary>Reads, disables and enables the event source mappings of a function.</summary>
/// <param name="lambda">The Lambda client.</param>
internal sealed class FunctionMappings(AwsJsonClient lambda)
{
    private const string Path = "2015-03-31/event-source-mappings";

    /// <summary>Returns the mappings to a function's alias; none if the function does not exist.</summary>
    /// <exception cref="AmazonServiceException">Lambda refused the call.</exception>
    public async Task<IReadOnlyList<EventSourceMapping>> OfAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            // One for each queue or stream that it reads: a page has up to a hundred.
            return await lambda.GetAsync(
                $"{Path}?FunctionName={Uri.EscapeDataString($"{function}:{FunctionAliases.Live}")}",
                static answer => answer.GetProperty("EventSourceMappings"u8).EnumerateArray().Select(Read).ToList(),
                cancellationToken);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode == "ResourceNotFoundException")
        {
            return [];
        }
    }

    /// <summary>Enables or disables a mapping. Lambda needs up to a minute; what it has received is processed first.</summary>
    /// <exception cref="AmazonServiceException">Lambda refused the call.</exception>
    public Task<EventSourceMapping> SetAsync(EventSourceMapping mapping, bool isEnabled, CancellationToken cancellationToken) =>
        lambda.PutAsync($"{Path}/{Uri.EscapeDataString(mapping.Uuid)}", isEnabled ? """{"Enabled":true}"""u8.ToArray() : """{"Enabled":false}"""u8.ToArray(), Read, cancellationToken);

    private static EventSourceMapping Read(JsonElement mapping) => new(
        mapping.GetProperty("UUID"u8).GetString()!,
        mapping.GetProperty("FunctionArn"u8).GetString()!,
        mapping.GetProperty("State"u8).GetString()!,
        DateTimeOffset.FromUnixTimeMilliseconds((long)(mapping.GetProperty("LastModified"u8).GetDouble() * 1000)));
}
