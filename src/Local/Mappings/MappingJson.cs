using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orders.Local.Mappings;

/// <summary>How events are written: UTF-8 as it is, escaped only where JSON demands it and outside the basic multilingual plane.</summary>
static class MappingJson
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
