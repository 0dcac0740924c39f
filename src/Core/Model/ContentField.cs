namespace Orders.Model;

/// <summary>The characters that a text may have.</summary>
public enum TextRule
{
    /// <summary>Any except control characters.</summary>
    NoControls,

    /// <summary>Printable ASCII (0x20–0x7E).</summary>
    PrintableAscii,

    /// <summary>An e-mail address.</summary>
    Email,
}

/// <summary>One field of an order's content.</summary>
/// <param name="Name">The field's name in requests, messages, rows and events.</param>
public abstract record ContentField(string Name)
{
    /// <summary>Whether senders must give it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether an order may lack it; false if it is required or has a default.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is personal data: events include it only for consumers whose <c>personal_fields</c> list it, and operators see it only if
    /// they ask for it. An erasure removes it from the row, so an order may lack it although it is not optional.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>
    /// Whether it was added after orders had been placed. Such a field is optional, and the hash covers it only if it has a value, so that the
    /// hashes of existing rows stay the same.
    /// </summary>
    public bool IsLaterAddition { get; init; }

    /// <summary>Whether the content has a value for it.</summary>
    public bool HasValue(OrderContent content) => this switch
    {
        TextField text => text.Get(content) is not null,
        PairsField pairs => pairs.Get(content).Count > 0,
        _ => true,
    };
}

/// <summary>A text field.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Get">Returns the value; null for none.</param>
/// <param name="With">Returns the content with another value.</param>
public sealed record TextField(string Name, Func<OrderContent, string?> Get, Func<OrderContent, string?, OrderContent> With) : ContentField(Name)
{
    /// <summary>The minimum number of characters (Unicode code points).</summary>
    public int MinCharacters { get; init; } = 1;

    /// <summary>The maximum number of characters (Unicode code points).</summary>
    public required int MaxCharacters { get; init; }

    /// <summary>The allowed characters.</summary>
    public TextRule Rule { get; init; } = TextRule.NoControls;
}

/// <summary>A whole number field, with a minimum of 1.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Get">Returns the value.</param>
/// <param name="With">Returns the content with another value.</param>
public sealed record NumberField(string Name, Func<OrderContent, int> Get, Func<OrderContent, int, OrderContent> With) : ContentField(Name)
{
    /// <summary>The maximum value.</summary>
    public required int Max { get; init; }
}

/// <summary>A field of text pairs.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Get">Returns the value; empty for none.</param>
/// <param name="With">Returns the content with another value.</param>
public sealed record PairsField(
    string Name, Func<OrderContent, IReadOnlyDictionary<string, string>> Get, Func<OrderContent, IReadOnlyDictionary<string, string>, OrderContent> With)
    : ContentField(Name);
