using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Operations.Failures;
using Orders.Storage;

namespace Orders.Local.Resources;

/// <summary>Creates the orders table from its definition in Core.</summary>
/// <param name="dynamoDb">The client.</param>
/// <param name="time">The clock.</param>
public sealed class TableMaker(IAmazonDynamoDB dynamoDb, TimeProvider time)
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Creates the table if it does not exist, and waits until it is active.</summary>
    /// <param name="tableName">The table's name.</param>
    /// <param name="hasTimeToLive">Whether time to live is on. dynoxide has the setting and removes no row.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The ARN of its stream.</returns>
    public async Task<string> CreateAsync(string tableName, bool hasTimeToLive = false, CancellationToken cancellation = default)
    {
        try
        {
            await dynamoDb.CreateTableAsync(OrdersTable.CreateRequest(tableName), cancellation);
        }
        catch (ResourceInUseException)
        {
            // It exists already.
        }

        while (true)
        {
            var table = (await dynamoDb.DescribeTableAsync(tableName, cancellation)).Table;
            if (table.TableStatus == TableStatus.ACTIVE)
            {
                await (hasTimeToLive ? TurnTimeToLiveOnAsync(tableName, cancellation) : Task.CompletedTask);
                return table.LatestStreamArn
                    ?? throw new CommandException($"The table {tableName} has no stream: turn it on with new and old images.");
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    async Task TurnTimeToLiveOnAsync(string tableName, CancellationToken cancellation)
    {
        // DynamoDB refuses to turn on what is on.
        if ((await dynamoDb.DescribeTimeToLiveAsync(tableName, cancellation)).TimeToLiveDescription?.TimeToLiveStatus == TimeToLiveStatus.ENABLED)
        {
            return;
        }

        await dynamoDb.UpdateTimeToLiveAsync(
            new UpdateTimeToLiveRequest
            {
                TableName = tableName,
                TimeToLiveSpecification = new TimeToLiveSpecification { AttributeName = OrdersTable.RemoveAfter, Enabled = true },
            },
            cancellation);
    }
}
