using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orders.Operations.Streams;

/// <summary>How events are written: UTF-8, escaped only where JSON requires it and outside the basic multilingual plane.</summary>
public static class EventJson
{
    /// <summary>The options of every event writer.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
