using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Orders.Storage;

/// <summary>
/// The single definition of the orders table: attribute names (those of the content are in <see cref="Model.ContentFields"/>), keys, index and
/// stream. Terraform and the local runner are checked against it.
/// </summary>
public static class OrdersTable
{
    /// <summary>The hash key: the order's id.</summary>
    public const string OrderId = "order_id";

    /// <summary>Hash key of <see cref="StatusIndex"/>: status and shard, for example <c>PENDING#5</c>; absent if the status is not indexed.</summary>
    public const string StatusShard = "status_shard";

    /// <summary>Range key of <see cref="StatusIndex"/>: when the order was placed.</summary>
    public const string CreatedAt = "created_at";

    /// <summary>When SQS accepted the order's message (S); expiry counts from it.</summary>
    public const string AcceptedAt = "accepted_at";

    /// <summary>The order's status (S).</summary>
    public const string Status = "status";

    /// <summary>The owner, who may see and change the order (S).</summary>
    public const string Owner = "owner";

    /// <summary>The sender's idempotency key (S), if given.</summary>
    public const string IdempotencyKey = "idempotency_key";

    /// <summary>Digest of the content (S): distinguishes a repeat from a conflict.</summary>
    public const string ContentHash = "content_hash";

    /// <summary>When the status last changed (S).</summary>
    public const string UpdatedAt = "updated_at";

    /// <summary>The order's version, from 1 (N).</summary>
    public const string Version = "version";

    /// <summary>When the personal fields were erased (S); only an erased order has it.</summary>
    public const string ErasedAt = "erased_at";

    /// <summary>When DynamoDB may remove the row (N, seconds since 1970): the table's time-to-live attribute. Only orders with a final status have it, and rejections.</summary>
    public const string RemoveAfter = "remove_after";

    /// <summary>The status changes (L of M with <c>status</c>, <c>at</c>, <c>reason</c>), oldest first.</summary>
    public const string History = "history";

    /// <summary>When a change of <see cref="History"/> was made (S).</summary>
    public const string HistoryAt = "at";

    /// <summary>The reason for a change of <see cref="History"/> (S), if given.</summary>
    public const string HistoryReason = "reason";

    /// <summary>When an order's placement was rejected (S), in its <see cref="RejectionRow"/>.</summary>
    public const string RejectedAt = "rejected_at";

    /// <summary>The reason of a rejection (M of <see cref="RejectionField"/>, <see cref="RejectionCode"/> and <see cref="RejectionMessage"/>).</summary>
    public const string Rejection = "rejection";

    /// <summary>The field that broke a rule (S).</summary>
    public const string RejectionField = "field";

    /// <summary>The error code (S).</summary>
    public const string RejectionCode = "code";

    /// <summary>The rule (S).</summary>
    public const string RejectionMessage = "message";

    /// <summary>The sparse index that lists the orders of an indexed status by age.</summary>
    public const string StatusIndex = "by_status";

    /// <summary>The stream's images: the Notifier finds a status change by comparing both.</summary>
    public static readonly StreamViewType StreamView = StreamViewType.NEW_AND_OLD_IMAGES;

    /// <summary>Returns the request that creates the table, on demand and with its stream on.</summary>
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
