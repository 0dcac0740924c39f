using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orders.Operations.Streams;

/// <summary>How events are written: UTF-8 as it is, escaped only where JSON demands it and outside the basic multilingual plane.</summary>
public static class EventJson
{
    /// <summary>The options of every writer of events.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
