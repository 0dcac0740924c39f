using System.CommandLine;
using System.CommandLine.Parsing;
using Orders.Model;

namespace Orders.Cli.Options;

/// <summary>Order ids and statuses on the command line.</summary>
internal static class OrderIdInput
{
    /// <summary>Creates the argument <c>ID</c>.</summary>
    public static Argument<OrderId?> Argument(string description = "The order's id.") => new("ID")
    {
        Description = description,
        CustomParser = static result => ParseId(result, "ID"),
    };

    /// <summary>Refuses a command line without an argument. The library makes an argument optional if its type is nullable.</summary>
    public static void Require(this Command command, Argument argument) => command.AddRule(result =>
    {
        if (result.GetResult(argument) is not { Tokens.Count: > 0 })
        {
            result.AddError($"{argument.Name} must be given");
        }
    });

    /// <summary>Creates an option that names an order.</summary>
    public static Option<OrderId?> Option(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => ParseId(result, name),
    };

    /// <summary>Parses an order's status, in upper or lower case.</summary>
    public static OrderStatus? ParseStatus(ArgumentResult result, string name)
    {
        if (OrderStatusNames.TryParse(result.Tokens[0].Value.ToUpperInvariant(), out var status))
        {
            return status;
        }

        result.AddError($"{name} must be one of {OrderStatusNames.All}");
        return null;
    }

    /// <summary>Parses several orders' ids.</summary>
    public static OrderId[] ParseIds(ArgumentResult result)
    {
        var ids = new List<OrderId>(result.Tokens.Count);
        foreach (var token in result.Tokens)
        {
            if (!OrderId.TryParse(token.Value, out var id))
            {
                result.AddError("ID must be an order's id: a UUID of 36 characters");
                return [];
            }

            ids.Add(id);
        }

        return [.. ids];
    }

    private static OrderId? ParseId(ArgumentResult result, string name)
    {
        if (result.Tokens is not [var token])
        {
            return null;
        }

        if (OrderId.TryParse(token.Value, out var id))
        {
            return id;
        }

        result.AddError($"{name} must be an order's id: a UUID of 36 characters");
        return null;
    }
}
