using CsCheck;
using Orders.Model;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Events;

/// <summary>Orders of every kind that the rules allow.</summary>
static class AnyOrder
{
    // The validator counts UTF-16 units where JSON Schema counts code points, so what is made here keeps both.
    const int UnitsPerCharacter = 2;

    static readonly Gen<string> Character = Gen.OneOf(
        Gen.Char[' ', '~'].Select(static c => c.ToString()),
        Gen.OneOf("é", "ß", "青", "\u2028", "\uFFFD", "\"", "\\", "/", "<", "&", "🧩", "𝔘"));

    static readonly Gen<OrderContent> Content = Gen.Select(
        Text(1, OrderLimits.ItemCharacters / UnitsPerCharacter),
        Gen.Int[1, OrderLimits.Quantity],
        Text(0, OrderLimits.CustomerNameCharacters / UnitsPerCharacter),
        Gen.OneOf<string?>(null, "ada@example.com", "a@b.c"),
        Gen.Dictionary(Text(1, 20), Text(0, 15))[0, OrderLimits.MetadataPairs],
        static (item, quantity, name, email, metadata) => new OrderContent
        {
            Item = item,
            Quantity = quantity,
            CustomerName = name,
            CustomerEmail = email,
            Metadata = metadata,
        });

    public static Gen<Order> Values { get; } = Gen.Select(
        Content,
        Gen.Char[' ', '~'].Array[1, OrderLimits.IdempotencyKeyCharacters].Select(static key => new string(key)),
        Gen.Bool,
        Gen.Guid,
        static (content, key, isKeyed, id) => new Order
        {
            Id = isKeyed ? OrderId.FromKey(Samples.Owner, key) : new OrderId(id),
            Content = content,
            ContentHash = ContentHash.Of(content),
            Owner = Samples.Owner,
            IdempotencyKey = isKeyed ? key : null,
            CreatedAt = Samples.PlacedAt,
            AcceptedAt = Samples.PlacedAt,
            UpdatedAt = Samples.PlacedAt,
            TraceParent = isKeyed ? Samples.TraceParent : null,
        });

    static Gen<string> Text(int minLength, int maxLength) => Character.Array[minLength, maxLength].Select(string.Concat);
}
