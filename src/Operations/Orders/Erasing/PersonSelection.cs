using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Orders.Json;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Operations.Pipeline;
using Orders.Storage;

namespace Orders.Operations.Orders.Erasing;

/// <summary>Selects the orders of a person: given ones, those of an owner, or those with an e-mail address. Exactly one is set.</summary>
internal sealed record PersonSelection
{
    /// <summary>The orders' ids; empty for a selection by <see cref="Owner"/> or <see cref="Email"/>.</summary>
    public IReadOnlyList<OrderId> Orders { get; init; } = [];

    /// <summary>The owner of the orders.</summary>
    public string? Owner { get; init; }

    /// <summary>The customer's e-mail address; upper and lower case are equal.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the rows can only be found by a scan of the table.</summary>
    public bool NeedsScan => Owner is not null || Email is not null;

    /// <summary>Returns the rows, read strongly consistently for given ids, and eventually consistently by a scan.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="readUnits">The maximum read units a second of a scan.</param>
    /// <param name="say">Receives the progress.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<PersonRow>> ReadAsync(OpenPipeline pipeline, double readUnits, Action<string> say, CancellationToken cancellationToken)
    {
        var rows = new List<PersonRow>();
        if (!NeedsScan)
        {
            foreach (var id in Orders.Distinct())
            {
                rows.Add(await FindAsync(pipeline.Orders, id, cancellationToken));
            }

            return rows;
        }

        var scan = await TableScan.OpenAsync(pipeline, readUnits, cancellationToken);
        await foreach (var page in scan.PagesAsync(Request, cancellationToken))
        {
            rows.AddRange(page.Where(IsOfPerson).Select(static row => OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out var unreadable)
                ? new PersonRow(order.Id.ToString(), order)
                : new PersonRow(unreadable.OrderId, Order: null) { UnreadableAttribute = unreadable.Attribute }));
            say(scan.Progressed);
        }

        return rows;
    }

    /// <summary>Whether a dead letter is about the person.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="orders">The ids of the person's orders that have a row.</param>
    public bool IsAbout(Letter letter, IReadOnlySet<string> orders)
    {
        using var document = UntrustedJson.Parse(letter.Message.Body);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } body)
        {
            // Whose it is can only be seen by the address.
            return Email is not null && Has(letter.Message.Body, Email);
        }

        return PersonalMembers.Of(body).Any()
            && (LetterSubject.OrdersOf(body, letter.Sender).Any(id => orders.Contains(id.ToString()) || Orders.Contains(id))
                || (Owner is not null && LetterSubject.OwnerOf(body, letter.Sender) == Owner)
                || (Email is not null && PersonalMembers.Emails(body).Contains(Email, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>Whether a text has the person's address, in any case.</summary>
    public static bool Has(string text, string? email) => email is not null && text.Contains(email, StringComparison.OrdinalIgnoreCase);

    private ScanRequest Request => Owner is null
        ? new ScanRequest { FilterExpression = "attribute_exists(#email)", ExpressionAttributeNames = new() { ["#email"] = PersonalMembers.Email } }
        : new ScanRequest
        {
            FilterExpression = "#owner = :owner",
            ExpressionAttributeNames = new() { ["#owner"] = OrdersTable.Owner },
            ExpressionAttributeValues = new() { [":owner"] = new(Owner) },
        };

    // A rejected order's row has no personal field. DynamoDB compares texts by their bytes.
    private bool IsOfPerson(Dictionary<string, AttributeValue> row) =>
        Email is null ? !RejectionRow.Is<AttributeValue, SdkAttributeValues>(row) : string.Equals(row[PersonalMembers.Email].S, Email, StringComparison.OrdinalIgnoreCase);

    private static async Task<PersonRow> FindAsync(OrderReader orders, OrderId id, CancellationToken cancellationToken)
    {
        try
        {
            return new PersonRow(id.ToString(), await orders.FindAsync(id, cancellationToken));
        }
        catch (UnreadableRowException problem)
        {
            return new PersonRow(id.ToString(), Order: null) { UnreadableAttribute = problem.Row.Attribute };
        }
    }
}

/// <summary>A row of a person.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Order">The order; null if there is no row, or it is not a valid order.</param>
internal sealed record PersonRow(string OrderId, Order? Order)
{
    /// <summary>The attribute for which the row is not a valid order; null if it is one, or does not exist.</summary>
    public string? UnreadableAttribute { get; init; }
}
