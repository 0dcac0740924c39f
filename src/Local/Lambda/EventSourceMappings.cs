using System.Text.Json.Nodes;
using Orders.Local.Mappings;

namespace Orders.Local.Lambda;

/// <summary>The running event source mappings, as ListEventSourceMappings and UpdateEventSourceMapping return them.</summary>
public sealed class EventSourceMappings
{
    readonly Lock _lock = new();
    readonly List<(JsonObject Description, MappingSwitch Switch)> _mappings = [];

    /// <summary>Adds a mapping.</summary>
    /// <param name="description">The mapping's settings: an element of the operation's answer.</param>
    /// <param name="mappingSwitch">Enables and disables the mapping.</param>
    public void Add(JsonObject description, MappingSwitch mappingSwitch)
    {
        lock (_lock)
        {
            _mappings.Add((description, mappingSwitch));
        }
    }

    /// <summary>Returns the operation's answer.</summary>
    /// <param name="functionName">Only mappings to this function or, with a qualifier, to this version or alias of it; null for any.</param>
    /// <param name="eventSourceArn">Only mappings from this source; null for any.</param>
    public JsonObject List(string? functionName, string? eventSourceArn)
    {
        lock (_lock)
        {
            return new JsonObject
            {
                ["EventSourceMappings"] = new JsonArray([.. _mappings
                    .Where(mapping => functionName is null || FunctionName.Parse((string)mapping.Description["FunctionArn"]!) == FunctionName.Parse(functionName))
                    .Where(mapping => eventSourceArn is null || (string)mapping.Description["EventSourceArn"]! == eventSourceArn)
                    .Select(Answer)]),
            };
        }
    }

    /// <summary>Enables or disables a mapping, and returns it; null if there is none with this id.</summary>
    public JsonObject? Update(string uuid, bool isEnabled)
    {
        lock (_lock)
        {
            var (description, mappingSwitch) = _mappings.Find(mapping => (string)mapping.Description["UUID"]! == uuid);
            mappingSwitch?.Set(isEnabled);
            return mappingSwitch is null ? null : Answer((description, mappingSwitch));
        }
    }

    static JsonObject Answer((JsonObject Description, MappingSwitch Switch) mapping)
    {
        var answer = mapping.Description.DeepClone().AsObject();
        answer["State"] = mapping.Switch.State;
        answer["LastModified"] = mapping.Switch.LastModified.ToUnixTimeMilliseconds() / 1000.0;
        return answer;
    }
}
