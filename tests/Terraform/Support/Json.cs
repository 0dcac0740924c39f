using System.Text.Json;

namespace Orders.Tests.Terraform.Support;

/// <summary>Short names for what tests read of JSON.</summary>
static class Json
{
    /// <summary>A member that is text.</summary>
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>A member that is a whole number.</summary>
    public static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    /// <summary>The one element of a member that is a list: a block.</summary>
    public static JsonElement Block(this JsonElement element, string name) => Assert.Single(element.GetProperty(name).EnumerateArray());

    /// <summary>The elements of a member that is a list of text.</summary>
    public static IEnumerable<string> Texts(this JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(static text => text.GetString()!);

    /// <summary>The elements of a list, or the one that stands for it, as in a policy.</summary>
    public static IEnumerable<string> OneOrMore(this JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(static text => text.GetString()!) : [value.GetString()!];
}
