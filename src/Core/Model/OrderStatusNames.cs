using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Orders.Model;

/// <summary>The names of statuses in messages, rows and events: <see cref="OrderStatus"/> in upper case, such as <c>PENDING</c>.</summary>
public static class OrderStatusNames
{
    private static readonly string[] ByStatus = [.. Enum.GetNames<OrderStatus>().Select(JsonNamingPolicy.SnakeCaseUpper.ConvertName)];

    /// <summary>All names in lifecycle order, for messages that list the allowed values.</summary>
    public static string All { get; } = string.Join(", ", ByStatus);

    /// <summary>Each name, in lifecycle order.</summary>
    public static IReadOnlyList<string> Each => ByStatus;

    /// <summary>Returns the status's name in messages, rows and events.</summary>
    public static string ToWire(this OrderStatus status) => ByStatus[(int)status];

    /// <summary>Reads a name in exactly that form: upper case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out OrderStatus status)
    {
        var index = Array.IndexOf(ByStatus, name);
        status = (OrderStatus)Math.Max(index, 0);
        return index >= 0;
    }
}
