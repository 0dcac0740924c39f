using System.Collections.Immutable;

namespace Orders.Model;

/// <summary>
/// The fields of an order's content. Validation, hash, row, JSON and display use this list: a field added here is in all of them.
/// CONTRIBUTING.md lists what else a new field needs.
/// </summary>
public static class ContentFields
{
    /// <summary>All fields in the order in which the hash covers them. A change of this order, or of a name, changes the hash of existing
    /// orders.</summary>
    public static ImmutableArray<ContentField> All { get; } =
    [
        new TextField("item", static content => content.Item, static (content, value) => content with { Item = value! })
        {
            IsRequired = true,
            MaxCharacters = OrderLimits.ItemCharacters,
        },
        new NumberField("quantity", static content => content.Quantity, static (content, value) => content with { Quantity = value })
        {
            IsRequired = true,
            Max = OrderLimits.Quantity,
        },
        new TextField("customer_name", static content => content.CustomerName, static (content, value) => content with { CustomerName = value })
        {
            IsPersonal = true,
            MinCharacters = 0,
            MaxCharacters = OrderLimits.CustomerNameCharacters,
        },
        new TextField("customer_email", static content => content.CustomerEmail, static (content, value) => content with { CustomerEmail = value })
        {
            IsOptional = true,
            IsPersonal = true,
            MaxCharacters = OrderLimits.CustomerEmailCharacters,
            Rule = TextRule.Email,
        },
        new PairsField("metadata", static content => content.Metadata, static (content, value) => content with { Metadata = value }) { IsOptional = true, IsPersonal = true },
    ];
}
