using Amazon.DynamoDBv2;
using Amazon.SQS;
using Orders.Local.Emulators;
using Orders.Local.Resources;

namespace Orders.Tests.Integration.Support;

/// <summary>Both emulators, once for all tests of the assembly. Each test makes tables and queues of its own.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-tests-").FullName;
    Emulator? _sqs;
    DynamoDbEmulator? _dynamoDb;

    /// <summary>Where they are.</summary>
    public LocalEndpoints Endpoints { get; private set; } = null!;

    /// <summary>An SQS client.</summary>
    public IAmazonSQS Sqs { get; private set; } = null!;

    /// <summary>A DynamoDB client.</summary>
    public IAmazonDynamoDB DynamoDb { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await NpmInstaller.OfEmulators(Repository.Emulators, TimeProvider.System).EnsureInstalledAsync();
        _sqs = await SqsEmulator.StartAsync(Repository.Emulators, "ap-south-1", TimeProvider.System);
        _dynamoDb = await DynamoDbEmulator.StartAsync(Repository.Emulators, Path.Combine(_data, "tests.db"), TimeProvider.System);
        Endpoints = new LocalEndpoints(_sqs.Endpoint, _dynamoDb.Endpoint, "ap-south-1", "test", "test");
        Sqs = Endpoints.NewSqsClient();
        DynamoDb = Endpoints.NewDynamoDbClient();
    }

    /// <summary>A new orders table.</summary>
    /// <returns>Its name and its stream's ARN.</returns>
    public async Task<(string Name, string StreamArn)> NewTableAsync()
    {
        var name = $"orders-{Guid.NewGuid():N}";
        return (name, await new TableMaker(DynamoDb, TimeProvider.System).CreateAsync(name));
    }

    /// <summary>A new queue; one whose attributes have FifoQueue is FIFO.</summary>
    public Task<QueueAddress> NewQueueAsync(Dictionary<string, string>? attributes = null)
    {
        var suffix = attributes?.ContainsKey(QueueAttributeName.FifoQueue) == true ? ".fifo" : "";
        return new QueueMaker(Sqs).CreateAsync($"queue-{Guid.NewGuid():N}{suffix}", attributes ?? []);
    }

    public async ValueTask DisposeAsync()
    {
        Sqs?.Dispose();
        DynamoDb?.Dispose();
        foreach (var emulator in (IAsyncDisposable?[])[_sqs, _dynamoDb])
        {
            if (emulator is not null)
            {
                await emulator.DisposeAsync();
            }
        }

        Directory.Delete(_data, recursive: true);
    }
}
