using System.Text.Json.Nodes;

namespace Orders.Local.Lambda;

/// <summary>The running event source mappings, as ListEventSourceMappings returns them.</summary>
public sealed class EventSourceMappings
{
    readonly Lock _lock = new();
    readonly List<JsonObject> _mappings = [];

    /// <summary>Adds a mapping: an element of the operation's answer.</summary>
    public void Add(JsonObject mapping)
    {
        lock (_lock)
        {
            _mappings.Add(mapping);
        }
    }

    /// <summary>Returns the operation's answer.</summary>
    /// <param name="functionName">Only mappings to this function; null for any.</param>
    /// <param name="eventSourceArn">Only mappings from this source; null for any.</param>
    public JsonObject List(string? functionName, string? eventSourceArn)
    {
        lock (_lock)
        {
            return new JsonObject
            {
                ["EventSourceMappings"] = new JsonArray([.. _mappings
                    .Where(mapping => functionName is null || FunctionName.Parse((string)mapping["FunctionArn"]!).Name == functionName)
                    .Where(mapping => eventSourceArn is null || (string)mapping["EventSourceArn"]! == eventSourceArn)
                    .Select(static mapping => mapping.DeepClone())]),
            };
        }
    }
}
