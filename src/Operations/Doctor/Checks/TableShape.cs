using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Operations.Doctor.Deployed;
using Orders.Storage;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that the table has the keys, the index and the stream that Core defines.</summary>
internal sealed class TableShape : Check
{
    private const string NewTable = "Keys and indexes cannot be changed in place: compare with src/Core/Storage/OrdersTable.cs, and terraform plan.";

    public override string Name => "table";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        if (deployment.Table is not { } table)
        {
            yield break;
        }

        var expected = OrdersTable.CreateRequest(table.TableName);
        yield return Finding.Judge(
            Keys(table.KeySchema) == Keys(expected.KeySchema), table.TableName, $"key {Keys(table.KeySchema)}", $"Its key must be {Keys(expected.KeySchema)}.", NewTable);
        foreach (var index in expected.GlobalSecondaryIndexes)
        {
            var found = table.GlobalSecondaryIndexes?.Find(one => one.IndexName == index.IndexName);
            var (is_, must) = (Describe(found?.KeySchema, found?.Projection), Describe(index.KeySchema, index.Projection));
            yield return Finding.Judge(is_ == must, $"{table.TableName}, index {index.IndexName}", is_, $"It must be {must}.", NewTable);
        }

        var stream = table.StreamSpecification is { StreamEnabled: true } on ? on.StreamViewType?.Value ?? "?" : "off";
        yield return Finding.Judge(
            stream == OrdersTable.StreamView.Value,
            $"{table.TableName}, stream",
            stream,
            $"It must be on with {OrdersTable.StreamView.Value}: without it consumers get no events, and a status change is found by comparing both images.",
            Apply);
    }

    private static string Describe(List<KeySchemaElement>? keys, Projection? projection) =>
        keys is null ? "does not exist" : $"{Keys(keys)}, projection {projection?.ProjectionType?.Value}";

    private static string Keys(List<KeySchemaElement>? keys) =>
        string.Join(", ", (keys ?? []).OrderBy(static key => key.KeyType == KeyType.RANGE).Select(static key => $"{key.AttributeName} ({key.KeyType.Value})"));
}
