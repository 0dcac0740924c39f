using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Orders.Storage;

/// <summary>
/// The one definition of the orders table: attribute names, keys, index and stream. Terraform and the local runner are
/// checked against it.
/// </summary>
public static class OrdersTable
{
    /// <summary>The hash key: the order's id.</summary>
    public const string OrderId = "order_id";

    /// <summary>Hash key of <see cref="StatusIndex"/>: status and shard, as <c>PENDING#5</c>; absent where the status is not indexed.</summary>
    public const string StatusShard = "status_shard";

    /// <summary>Range key of <see cref="StatusIndex"/>: when the order was placed.</summary>
    public const string CreatedAt = "created_at";

    /// <summary>The sparse index that lists the orders of an indexed status by age.</summary>
    public const string StatusIndex = "by_status";

    /// <summary>What the stream carries: the Notifier tells a change of status by comparing both images.</summary>
    public static readonly StreamViewType StreamView = StreamViewType.NEW_AND_OLD_IMAGES;

    /// <summary>The request that creates the table, on demand and with its stream on.</summary>
    /// <param name="tableName">The table's name.</param>
    public static CreateTableRequest CreateRequest(string tableName) => new()
    {
        TableName = tableName,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        KeySchema = [new KeySchemaElement(OrderId, KeyType.HASH)],
        AttributeDefinitions =
        [
            new AttributeDefinition(OrderId, ScalarAttributeType.S),
            new AttributeDefinition(StatusShard, ScalarAttributeType.S),
            new AttributeDefinition(CreatedAt, ScalarAttributeType.S),
        ],
        GlobalSecondaryIndexes =
        [
            new GlobalSecondaryIndex
            {
                IndexName = StatusIndex,
                KeySchema = [new KeySchemaElement(StatusShard, KeyType.HASH), new KeySchemaElement(CreatedAt, KeyType.RANGE)],
                Projection = new Projection { ProjectionType = ProjectionType.ALL },
            },
        ],
        StreamSpecification = new StreamSpecification { StreamEnabled = true, StreamViewType = StreamView },
    };
}
