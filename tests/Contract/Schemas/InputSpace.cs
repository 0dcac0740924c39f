using CsCheck;
using Orders.Model;

namespace Orders.Tests.Contract.Schemas;

/// <summary>Inputs put together from values on both sides of each rule.</summary>
static class InputSpace
{
    static readonly string[] Item =
    [
        Text(1), Text(256), Astral(128), "\"Zoë, 'quoted' \\\"too\\\"\"", Text(257), Astral(257), Text(0), "7", "null",
        @"""a\tb""", @"""a\u0085b""", @"""a\u007fb""",
    ];

    static readonly string[] Quantity = ["1", "3", "1000000", "0", "-1", "1000001", "5000000000", "2.5", "\"3\"", "true", "null", "[1]"];
    static readonly string[] CustomerName = [Text(0), Text(256), Text(257), @"""a\u0000b""", "7"];
    static readonly string[] CustomerEmail =
    [
        "\"a@b.c\"", "\"a@b..c\"", "\"a@..b\"", "\"" + new string('a', 316) + "@b.c\"", "\"" + new string('a', 317) + "@b.c\"",
        "\"a@b\"", "\"@b.c\"", "\"a@b.\"", "\"a@.b\"", "\"a@b@c.d\"", "\"a b@c.d\"", "\"\"", "{}",
    ];

    static readonly string[] Metadata =
    [
        "{}", "{\"k\":\"v\"}", "{\"k\":\"a\\nb\"}", Pairs(20), Pairs(21), "{\"k\":7}", "{\"k\":null}", "[]", "{\"\":\"v\"}",
        "{" + Text(128) + ":\"v\"}", "{" + Text(129) + ":\"v\"}", "{\"a\\tb\":\"v\"}",
    ];

    static readonly string[] Key = [Text(1), Text(255), "\" ~\"", Text(0), Text(256), "\"é\"", @"""a\u007fb""", "7"];
    static readonly string[] Owner = [Text(1), Text(256), Text(257), Text(0), "\"é\"", "false"];
    static readonly string[] OrderId =
    [
        "\"01934f5e-7c00-7000-8000-000000000001\"", "\"01934F5E-7C00-7000-8000-00000000000A\"",
        "\"01934f5e7c0070008000000000000001\"", "\"{01934f5e-7c00-7000-8000-000000000001}\"", "\"7\"", "7",
    ];

    static readonly string[] PlacedAt =
    [
        "\"2026-11-23T22:28:00Z\"", "\"2026-11-23T22:28:00.1234567Z\"", "\"2026-11-23T22:28:00.5+14:00\"",
        "\"2026-11-23T21:28:00-00:30\"", "\"2026-11-23T22:28:00.12345678Z\"", "\"2026-11-23T22:28:00+14:30\"",
        "\"2026-11-23T22:28:00\"", "\"2026-13-23T22:28:00Z\"", "\"2026-11-32T22:28:00Z\"", "\"2026-11-23 22:28:00Z\"",
        "\"2026-11-23T24:00:00Z\"", "\"2026-11-23T22:28:60Z\"", "\"2026-11-23t22:28:00z\"", "\"2026-11-23T22:28Z\"",
        "\"2026-11-23T22:28:00+0100\"", "\"2026-11-23T22:28:00.Z\"", "7",
    ];

    static readonly string[] Status = [.. OrderStatusNames.Each.Select(static name => $"\"{name}\""), "\"expired\"", "\"\"", "1"];
    static readonly string[] Reason = [Text(1), Text(256), Text(257), Text(0), @"""a\rb""", "7"];
    static readonly string[] Version = ["1", "2147483647", "2147483648", "0", "1.5", "\"1\""];
    static readonly string[] Hours = ["1", "60", "8760", "8761", "0", "\"60\""];

    static readonly Dictionary<string, string[]> Chosen = new()
    {
        ["item"] = Item, ["quantity"] = Quantity, ["customer_name"] = CustomerName, ["customer_email"] = CustomerEmail, ["metadata"] = Metadata,
    };

    static readonly (string Name, string[] Values)[] Content =
        [.. ContentFields.All.Select(static field => (field.Name, Chosen.GetValueOrDefault(field.Name) ?? AroundLimits(field))), ("idempotency_key", Key)];

    /// <summary>Inputs for a schema, as JSON.</summary>
    public static Gen<string> Of(string schema) => schema switch
    {
        "order-request" => Inputs(Content),
        "status-request" => Inputs(("status", Status), ("reason", Reason)),
        "place-order" => Inputs([("type", ["\"order.place\""]), .. Content, ("order_id", OrderId), ("owner", Owner), ("source", Owner), ("placed_at", PlacedAt)]),
        "change-status" => Inputs(Typed("order.change_status"), ("order_id", OrderId), ("status", Status), ("expected_version", Version), ("reason", Reason)),
        "expire-pending" => Inputs(Typed("order.expire_pending"), ("older_than_hours", Hours)),
        _ => throw new ArgumentOutOfRangeException(nameof(schema), schema, "Nobody sends this."),
    };

    /// <summary>Values of a field for which none were chosen: a valid one first, then those at its limits and beyond them.</summary>
    static string[] AroundLimits(ContentField field) => field switch
    {
        TextField text => [Text(text.MaxCharacters), Text(Math.Max(text.MinCharacters, 1)), Text(text.MaxCharacters + 1), Text(0), @"""a\u0000b""", "7"],
        NumberField number => ["1", $"{number.Max}", $"{number.Max + 1}", "0", "\"1\""],
        _ => ["{}", "{\"k\":\"v\"}", "{\"k\":7}", "[]"],
    };

    static (string, string[]) Typed(string type) => ("type", [$"\"{type}\"", $"\"{type}\"", $"\"{type}\""]);

    /// <summary>Each field as its first value mostly, so that one bad one stands alone; sometimes as any of them, sometimes not there. Now and then a field that nobody knows.</summary>
    static Gen<string> Inputs(params (string Name, string[] Values)[] fields) =>
        Gen.Int[0, 99].Array[fields.Length + 1].Select(Gen.Int[0, 999].Array[fields.Length], (dice, picks) =>
        {
            var members = new List<string>();
            for (var i = 0; i < fields.Length; i++)
            {
                var (name, values) = fields[i];
                // A message without its type is another message.
                if (dice[i] >= 10 || (name == "type" && values.Length > 1))
                {
                    members.Add($"\"{name}\":{values[dice[i] < 75 ? 0 : picks[i] % values.Length]}");
                }
            }

            if (dice[^1] < 3)
            {
                members.Add("\"colour\":\"blue\"");
            }

            return $"{{{string.Join(',', members)}}}";
        });

    static string Text(int length) => $"\"{new string('x', length)}\"";

    // The validator counts UTF-16 units, JSON Schema and the code count code points: 128 of these fit by either count, and 257 by neither.
    static string Astral(int characters) => $"\"{string.Concat(Enumerable.Repeat("🧩", characters))}\"";

    static string Pairs(int count) => $"{{{string.Join(',', Enumerable.Range(0, count).Select(static i => $"\"k{i}\":\"v\""))}}}";
}
