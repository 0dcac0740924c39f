using System.Text.Json.Nodes;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Fuzzing.Inputs;

/// <summary>Mutates rows in DynamoDB's JSON: an attribute may be missing, or be of any type and any value, since a row holds what somebody wrote.</summary>
internal static class Images
{
    /// <summary>Takes an attribute away, or gives it another value.</summary>
    public static void Mutate(JsonObject image, Mutator mutator, Dice dice)
    {
        var name = dice.Hits(0.9) && image.Count > 0 ? dice.Of([.. image.Select(static pair => pair.Key)]) : dice.Of(Words.Names);
        if (dice.Hits(0.2))
        {
            image.Remove(name);
        }
        else
        {
            image[name] = Value(mutator, dice);
        }
    }

    /// <summary>A value of any type.</summary>
    public static JsonObject Value(Mutator mutator, Dice dice, int depth = 0) => dice.Below(depth > 4 ? 6 : 10) switch
    {
        0 or 1 or 2 => new JsonObject { ["S"] = mutator.Text() },
        3 => new JsonObject { ["N"] = dice.Of(["0", "1", "2147483647", "2147483648", "-1", "1.5", "1E+10", "99999999999999999999999999999999999999"]) },
        4 => new JsonObject { ["B"] = Convert.ToBase64String([0, 1, 2]) },
        5 => dice.Of<Func<JsonObject>>([() => new() { ["NULL"] = true }, () => new() { ["BOOL"] = false }, () => new() { ["SS"] = new JsonArray("a", "b") }, () => new() { ["NS"] = new JsonArray("1") }, () => new() { ["BS"] = new JsonArray("AAEC") }])(),
        6 or 7 => new JsonObject { ["L"] = new JsonArray([.. Enumerable.Range(0, dice.Below(4)).Select(_ => Value(mutator, dice, depth + 1))]) },
        _ => new JsonObject { ["M"] = new JsonObject(Enumerable.Range(0, dice.Below(4)).Select(i => KeyValuePair.Create<string, JsonNode?>(dice.Of(Words.Names) + i, Value(mutator, dice, depth + 1)))) },
    };
}
