using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Events;
using Orders.Model;
using Orders.Operations.Buckets;
using Orders.Operations.Connections;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Operations.Streams;
using Orders.Queues;
using Orders.Resilience;
using Orders.Settings;
using Orders.Storage;

namespace Orders.Operations.Pipeline;

/// <summary>A running pipeline, for the commands on orders and events.</summary>
internal sealed class OpenPipeline : IDisposable
{
    private readonly Connection _connection;
    private readonly string _prefix;
    private readonly List<DynamoDbStream> _streams = [];
    private IAmazonS3? _s3;

    /// <param name="connection">How AWS is reached.</param>
    /// <param name="settings">The settings that hold the names.</param>
    /// <param name="prefix">The deployment's prefix.</param>
    public OpenPipeline(Connection connection, PipelineSettings settings, string prefix)
    {
        (_connection, Settings, _prefix) = (connection, settings, prefix);
        Table = new TableSettings(
            prefix + settings.Table.Name,
            settings.Table.IndexStatuses.Select(static name => OrderStatusNames.TryParse(name, out var status) ? status : default(OrderStatus?)).OfType<OrderStatus>().ToHashSet(),
            settings.Table.IndexShards)
        {
            TimeToLive = settings.Table.TimeToLiveDays is { } days ? TimeSpan.FromDays(days) : null,
        };
        DynamoDb = connection.NewDynamoDbClient();
        Sqs = connection.NewSqsClient();
    }

    /// <summary>The settings.</summary>
    public PipelineSettings Settings { get; }

    /// <summary>The table's settings.</summary>
    public TableSettings Table { get; }

    /// <summary>The DynamoDB client.</summary>
    public IAmazonDynamoDB DynamoDb { get; }

    /// <summary>The SQS client.</summary>
    public IAmazonSQS Sqs { get; }

    /// <summary>The retry pipelines.</summary>
    public AwsPipelines Pipelines { get; } = Connection.NewPipelines(TimeProvider.System);

    /// <summary>Reads single orders.</summary>
    public OrderReader Orders => new(DynamoDb, Pipelines.DynamoDb, Table);

    /// <summary>Reads single rejected orders.</summary>
    public Rejections Rejections => new(DynamoDb, Pipelines.DynamoDb, Table);

    /// <summary>Lists orders.</summary>
    public StatusIndex Index => new(DynamoDb, Pipelines.DynamoDb, Table);

    /// <summary>Sends messages.</summary>
    public QueueSender Sender => new(Sqs, Pipelines.Sqs);

    /// <summary>Returns a queue's name in this deployment.</summary>
    public string NameOf(string queue) => _prefix + queue;

    /// <summary>Returns the URL of a queue of the settings.</summary>
    /// <exception cref="CommandException">The queue does not exist.</exception>
    public Task<string> UrlOfAsync(string queue, CancellationToken cancellationToken) => _connection.UrlOfAsync(Sqs, NameOf(queue), cancellationToken);

    /// <summary>Returns the account and region of the orders queue; null if the server does not return its ARN, as SQS does.</summary>
    /// <exception cref="CommandException">The queue does not exist.</exception>
    public async Task<AwsPlace?> PlaceAsync(CancellationToken cancellationToken) =>
        await AwsPlace.OfQueueAsync(Sqs, Pipelines.Sqs, await UrlOfAsync(Settings.OrdersQueue.Name, cancellationToken), cancellationToken);

    /// <summary>Returns a dead-letter queue of the settings.</summary>
    /// <exception cref="CommandException">The queue does not exist.</exception>
    public async Task<LetterQueue> LettersAsync(string queue, CancellationToken cancellationToken) =>
        new(Sqs, Pipelines.Sqs, await UrlOfAsync(queue, cancellationToken)) { Sender = Settings.Senders.FirstOrDefault(sender => sender.DeadLetterQueue == queue)?.Name };

    /// <summary>Returns <c>orders-dlq</c> and the dead-letter queues of outside senders.</summary>
    /// <exception cref="CommandException">A queue does not exist.</exception>
    public async Task<IReadOnlyList<LetterQueue>> OrdersLettersAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Settings.Sources.Select(source => LettersAsync(source.DeadLetterQueue, cancellationToken)));

    /// <summary>Returns the consumers as the Notifier has them, with the names of their queues instead of the URLs.</summary>
    /// <param name="only">The name of one consumer; null for all.</param>
    /// <exception cref="CommandException">The consumer does not exist.</exception>
    public IReadOnlyList<Consumer> Consumers(string? only) =>
    [
        .. (only is null ? Settings.Consumers : [ConsumerNamed(only)]).Select(consumer => consumer.ToConsumer(NameOf(consumer.Queue))),
    ];

    /// <summary>Returns the URL of a queue; null if it does not exist.</summary>
    /// <param name="queue">The queue's name in this deployment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<string?> FindUrlAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await Sqs.GetQueueUrlAsync(queue, cancellationToken)).QueueUrl;
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    /// <summary>Returns a consumer of the settings.</summary>
    /// <exception cref="CommandException">No consumer has that name.</exception>
    public ConsumerSettings ConsumerNamed(string name) => Settings.Consumers.FirstOrDefault(consumer => consumer.Name == name)
        ?? throw new CommandException($"--consumer must be one of {string.Join(", ", Settings.Consumers.Select(static consumer => consumer.Name))}.")
        {
            ExitCode = ExitCodes.Usage,
        };

    /// <summary>Returns the ARN of the table's stream.</summary>
    /// <exception cref="CommandException">The table has no stream.</exception>
    public async Task<string> StreamArnAsync(CancellationToken cancellationToken)
    {
        var described = await Pipelines.DynamoDb.ExecuteAsync(
            async token => await DynamoDb.DescribeTableAsync(new DescribeTableRequest(Table.TableName), token), cancellationToken);
        return described.Table.LatestStreamArn is { Length: > 0 } arn ? arn : throw new CommandException($"The table {Table.TableName} has no stream.");
    }

    /// <summary>Returns the bucket of failed records, which is valid until this pipeline is disposed; null if the settings have none.</summary>
    /// <exception cref="CommandException">The server does not return the account, which is part of the bucket's name.</exception>
    public async Task<Bucket?> BucketOfRecordsAsync(CancellationToken cancellationToken)
    {
        if (Settings.OrderEventsDlq.RecordsBucket is not { } name)
        {
            return null;
        }

        var place = await PlaceAsync(cancellationToken) ?? throw new CommandException("The bucket of failed records cannot be named: the server does not return the account of its queues.");
        _s3 ??= _connection.NewS3Client();
        return new Bucket(_s3, Connection.NewPipeline(TimeProvider.System), Bucket.NameOf(NameOf(name), place), place.Account);
    }

    /// <summary>Opens a stream, which is valid until this pipeline is disposed.</summary>
    public IStreamSource Stream(string arn)
    {
        var stream = new DynamoDbStream(_connection.NewStreamsClient(), arn);
        _streams.Add(stream);
        return stream;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _streams.ForEach(static stream => stream.Dispose());
        _s3?.Dispose();
        DynamoDb.Dispose();
        Sqs.Dispose();
    }
}
