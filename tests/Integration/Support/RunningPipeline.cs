using System.Net.Http.Headers;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local;
using Orders.Model;
using Orders.Operations.Settings;
using Orders.Resilience;
using Orders.Storage;

namespace Orders.Tests.Integration.Support;

/// <summary>A whole local pipeline with the real functions, and its clients: a caller of the API, an upstream system, consumers and an operator.</summary>
sealed class RunningPipeline : IAsyncDisposable
{
    readonly string _data;
    readonly HttpClient _http;
    readonly OrderReader _orders;

    RunningPipeline(LocalPipeline pipeline, string data)
    {
        (Pipeline, _data) = (pipeline, data);
        _http = new HttpClient { BaseAddress = pipeline.Api };
        Sqs = pipeline.Endpoints.NewSqsClient();
        DynamoDb = pipeline.Endpoints.NewDynamoDbClient();
        _orders = new OrderReader(DynamoDb, new AwsPipelines(TimeProvider.System, static () => 0.5).DynamoDb, Given.Table(pipeline.TableName));
        DeadLetters = new Mailbox(Sqs, QueueUrl(pipeline.Settings.OrdersQueue.DeadLetterQueue));
        EventsDlq = new Mailbox(Sqs, QueueUrl(pipeline.Settings.OrderEventsDlq.Name));
        Consumers = pipeline.Consumers.ToDictionary(static consumer => consumer.Name, consumer => new Mailbox(Sqs, QueueUrl(consumer.Queue)));
    }

    public LocalPipeline Pipeline { get; }
    public IAmazonSQS Sqs { get; }
    public IAmazonDynamoDB DynamoDb { get; }
    public Mailbox DeadLetters { get; }
    public Mailbox EventsDlq { get; }
    public IReadOnlyDictionary<string, Mailbox> Consumers { get; }
    public string OrdersQueueUrl => QueueUrl(Pipeline.Settings.OrdersQueue.Name);

    /// <param name="configure">What differs from the settings in the repository.</param>
    /// <param name="run">How it is run other than by <see cref="Options"/>.</param>
    public static async Task<RunningPipeline> StartAsync(
        Func<PipelineSettings, PipelineSettings>? configure = null, Func<LocalPipelineOptions, LocalPipelineOptions>? run = null)
    {
        var data = Directory.CreateTempSubdirectory("orders-pipeline-").FullName;
        var options = Options(data);
        options = options with { Settings = configure?.Invoke(options.Settings) ?? options.Settings };
        return new RunningPipeline(await LocalPipeline.StartAsync(run?.Invoke(options) ?? options), data);
    }

    /// <summary>A pipeline of the real functions with the settings in the repository.</summary>
    public static LocalPipelineOptions Options(string data) => new()
    {
        Settings = PipelineSettings.Load(Repository.Settings),
        EmulatorsFolder = Repository.Emulators,
        DataFolder = data,
        IngestCommand = ManagedFunctions.Ingest,
        ProcessorCommand = ManagedFunctions.Processor,
        NotifierCommand = ManagedFunctions.Notifier,
        // As on Lambda, so that stale connections, timers and the circuit breaker's windows show.
        FreezesFunctions = true,
    };

    public Task<HttpAnswer> PostAsync(string body, string? key = null) => RequestAsync("POST", "/orders", body, key);

    public async Task<HttpAnswer> RequestAsync(string method, string path, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await _http.SendAsync(request, Given.Token);
        return new HttpAnswer(
            (int)response.StatusCode,
            response.Headers.ToDictionary(static header => header.Key, static header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
            Wire.Parse(await response.Content.ReadAsStringAsync(Given.Token)));
    }

    /// <summary>Puts a message on the orders queue.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SendAsync(string body, Dictionary<string, MessageAttributeValue>? attributes = null) =>
        (await Sqs.SendMessageAsync(new SendMessageRequest(OrdersQueueUrl, body) { MessageAttributes = attributes }, Given.Token)).MessageId;

    /// <summary>Makes an order look as if it was accepted some time ago.</summary>
    public Task AgeAsync(OrderId id, TimeSpan age) => DynamoDb.UpdateItemAsync(new UpdateItemRequest
    {
        TableName = Pipeline.TableName,
        Key = new() { [OrdersTable.OrderId] = new(id.ToString()) },
        UpdateExpression = $"SET {OrdersTable.AcceptedAt} = :at, {OrdersTable.CreatedAt} = :at",
        ExpressionAttributeValues = new() { [":at"] = new(Timestamp.Format(DateTimeOffset.UtcNow - age)) },
    });

    /// <summary>The order, once it stands there in that status.</summary>
    public async Task<Order> OrderAsync(OrderId id, OrderStatus status = OrderStatus.Pending, double withinSeconds = 20)
    {
        Order? order = null;
        await Eventually.HoldsAsync(
            async () => (order = await FindAsync(id))?.Status == status, $"order {id} is {status.ToWire()}", withinSeconds);
        return order!;
    }

    public Task<Order> OrderAsync(string id, OrderStatus status = OrderStatus.Pending) =>
        OrderAsync(OrderId.TryParse(id, out var parsed) ? parsed : throw new FormatException(id), status);

    public Task<Order?> FindAsync(OrderId id) => _orders.FindAsync(id, Given.Token);

    /// <summary>A consumer's events of one order, once there are so many.</summary>
    public Task<IReadOnlyList<Message>> EventsAsync(string consumer, OrderId id, int count) => Consumers[consumer].WaitAsync(
        message => message.Attributes["MessageGroupId"] == id.ToString(), $"events of {id} for {consumer}", count);

    /// <summary>The one dead letter of a message that was sent.</summary>
    public async Task<(Message Letter, System.Text.Json.JsonElement Reason)> DeadLetterAsync(string messageId)
    {
        var letter = await DeadLetters.SingleAsync(message => ReasonOf(message).Text("message_id") == messageId, $"dead letter of {messageId}");
        return (letter, ReasonOf(letter));
    }

    public static System.Text.Json.JsonElement ReasonOf(Message letter) => Wire.Parse(letter.MessageAttributes["dead_letter"].StringValue);

    string QueueUrl(string name) => Pipeline.Queues[name].Url;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Consumers.Values.Append(DeadLetters).Append(EventsDlq).Select(static mailbox => mailbox.DisposeAsync().AsTask()));
        await Pipeline.DisposeAsync();
        _http.Dispose();
        Sqs.Dispose();
        DynamoDb.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
