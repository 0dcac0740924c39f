namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of reads from the table.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Reads =>
    [
        new("reader-eventual", "src/Core/Storage/OrderReader.cs", "new GetItemRequest { TableName = settings.TableName, Key = OrderKey.Of(id), ConsistentRead = true }",
            "new GetItemRequest { TableName = settings.TableName, Key = OrderKey.Of(id) }",
            "An order is shown as the last acknowledged write left it."),
        new("fingerprints-null-responses", "src/Core/Storage/Fingerprints.cs", "response.Responses?.GetValueOrDefault(settings.TableName) ?? []", "response.Responses[settings.TableName]",
            "An answer of DynamoDB without a list is an answer."),
        new("fingerprints-unprocessed-new", "src/Core/Storage/Fingerprints.cs", "progress == BatchProgress.SomeLeft", "false",
            "A key that stays unprocessed is no new order."),
        new("fingerprints-unprocessed-all", "src/Core/Storage/Fingerprints.cs", "left = unprocessed;", "",
            "Only unprocessed keys are asked for again."),
        new("index-null-items-list", "src/Core/Storage/StatusIndex.cs", "(response.Items ?? []).Select(row => Row.Of(row, status))", "response.Items.Select(row => Row.Of(row, status))",
            "An answer of DynamoDB without a list is an answer."),
        new("index-one-page-due", "src/Core/Storage/StatusIndex.cs", "query.ExclusiveStartKey = response.LastEvaluatedKey;", "query.ExclusiveStartKey = null;",
            "A sweep goes through all pages."),
        new("index-horizon-of-last-shard", "src/Core/Storage/StatusIndex.cs", "shards.Min(static shard => shard.ReadTo)", "shards.Max(static shard => shard.ReadTo)",
            "A page ends where the first shard was not read any further."),
        new("index-cursor-inclusive", "src/Core/Storage/StatusIndex.cs", "after is null || row.Place > after", "after is null || row.Place >= after",
            "Each order is on one page."),
        new("index-clock-ahead", "src/Core/Storage/StatusIndex.cs", "cutoff.AddMinutes(OrderLimits.PlacedAtMinutesAhead)", "cutoff",
            "An order expires by its acceptance, although its sender's clock is ahead."),
        new("index-moved-status", "src/Core/Storage/StatusIndex.cs", "order.Status != status", "false",
            "A row whose status somebody changed alone is not listed as an order of the old one."),
        new("shard-of-head", "src/Core/Storage/StatusShard.cs", "bytes[12..]", "bytes[..4]",
            "Orders of one time are spread over the shards."),
        new("cursor-utf16", "src/Core/Storage/ListCursor.cs", "(char.IsSurrogate(left[same]), left[same]).CompareTo((char.IsSurrogate(right[same]), right[same]))", "left[same].CompareTo(right[same])",
            "Pages are sorted as DynamoDB sorts."),
        new("index-one-odd-row-fails-all", "src/Core/Storage/StatusIndex.cs", "(response.Items ?? []).Select(row => Row.Of(row, status))", "(response.Items ?? []).Select(row => Row.Of(row, status) is { Unreadable: { } odd } ? throw new UnreadableRowException(odd) : Row.Of(row, status))",
            "A row that was written past the pipeline is skipped, and fails no listing."),
        new("index-odd-row-unnamed", "src/Core/Storage/StatusIndex.cs", "[.. page.Select(static row => row.Unreadable).OfType<UnreadableRow>()]", "[]",
            "A row that a listing skips is named."),
        new("index-odd-row-uncounted", "src/Core/Storage/UnreadableRows.cs", "metrics.Count(MetricNames.RowsUnreadable, rows.Count);", "",
            "A row that a listing skips is counted."),
        new("index-begins-at-epoch", "src/Core/Storage/StatusIndex.cs", "Query(shard, \">=\", after?.CreatedAt)", "Query(shard, \">=\", after?.CreatedAt ?? \"1970-01-01T00:00:00.000Z\")",
            "A listing begins with the earliest row."),
        new("index-due-by-senders-clock", "src/Core/Storage/StatusIndex.cs", "query.FilterExpression = \"attribute_not_exists(#accepted) OR #accepted < :cutoff\";", "query.FilterExpression = \"attribute_exists(#accepted) OR #accepted < :cutoff\";",
            "An order expires by its acceptance, not by its sender's clock."),
        new("index-due-of-current-shards", "src/Core/Storage/StatusIndex.cs", "StatusShard.Every(status)", "StatusShard.All(status, settings)",
            "An order that was written with more shards expires too."),
    ];
}
