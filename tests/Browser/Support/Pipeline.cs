using System.Net.Http.Headers;
using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local;
using Orders.Local.Mappings;
using Orders.Model;
using Orders.Operations.Connections;
using Orders.Operations.Settings;
using Orders.Operations.WebConsole;
using Orders.Operations.WebConsole.Deployments;
using Orders.Resilience;
using Orders.Settings;
using Orders.Storage;
using Orders.Tests.Browser.Support;
using Orders.Tests.Integration.Support;

[assembly: AssemblyFixture(typeof(Pipeline))]
// They share the pipeline's queues, and each wants them for itself.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Orders.Tests.Browser.Support;

/// <summary>A pipeline of the real functions and its console, once for all tests.</summary>
public sealed class Pipeline : IAsyncDisposable
{
    private readonly Lazy<Task<Running>> _running = new(Running.StartAsync);

    /// <summary>Returns the running pipeline; skips the test if there is no Chromium to open its console with.</summary>
    internal Task<Running> StartedAsync()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        return _running.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            await (await _running.Value).DisposeAsync();
        }
    }

    /// <summary>What runs.</summary>
    internal sealed class Running : IAsyncDisposable
    {
        private readonly string _data;
        private readonly LocalPipeline _pipeline;
        private readonly HttpClient _http;

        private Running(string data, LocalPipeline pipeline, ConsoleDeployment deployment, ConsoleServer console)
        {
            (_data, _pipeline, Deployment, Console) = (data, pipeline, deployment, console);
            _http = new HttpClient { BaseAddress = pipeline.Api };
            Sqs = pipeline.Endpoints.NewSqsClient();
        }

        public ConsoleDeployment Deployment { get; }

        /// <summary>Enables and disables the Notifier's event source mapping.</summary>
        public MappingSwitch Notifier => _pipeline.StreamMapping.Switch;

        public ConsoleServer Console { get; }
        public IAmazonSQS Sqs { get; }
        public string AuditLog => AuditPath(_data);

        public static async Task<Running> StartAsync()
        {
            var data = Directory.CreateTempSubdirectory("orders-console-").FullName;
            var pipeline = await LocalPipeline.StartAsync(new LocalPipelineOptions
            {
                Settings = PipelineSettings.Load(Repository.Settings),
                EmulatorsFolder = Repository.Emulators,
                DataFolder = data,
                IngestCommand = ManagedFunctions.Ingest,
                ProcessorCommand = ManagedFunctions.Processor,
                NotifierCommand = ManagedFunctions.Notifier,
            });
            var deployment = new ConsoleDeployment(pipeline.Connection, pipeline.Settings, "") { AuditLog = AuditPath(data) };
            return new Running(data, pipeline, deployment, await ConsoleServer.StartAsync(deployment, port: 0, TimeProvider.System, SystemRandomness.Fill));
        }

        public string UrlOf(string queue) => _pipeline.Queues[queue].Url;

        /// <summary>Puts a message on <c>orders</c>.</summary>
        public Task SendAsync(string body, Dictionary<string, MessageAttributeValue>? attributes = null) =>
            Sqs.SendMessageAsync(new SendMessageRequest(UrlOf("orders"), body) { MessageAttributes = attributes }, TestContext.Current.CancellationToken);

        /// <summary>Calls the orders API.</summary>
        public async Task CallAsync(HttpMethod method, string path, string? body = null)
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
            {
                request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            }

            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
        }

        /// <summary>Waits until so many dead letters are there, neither more nor less.</summary>
        public Task HasDeadLettersAsync(int count) => Eventually.HoldsAsync(
            async () => (await Sqs.GetQueueAttributesAsync(UrlOf("orders-dlq"), ["All"], TestContext.Current.CancellationToken))
                is var found && found.ApproximateNumberOfMessages + found.ApproximateNumberOfMessagesNotVisible == count,
            $"{count} dead letters");

        /// <summary>Throws away what earlier tests have left.</summary>
        public Task PurgeAsync() => Sqs.PurgeQueueAsync(UrlOf("orders-dlq"), TestContext.Current.CancellationToken);

        /// <summary>Every order in the table that has this key.</summary>
        public async Task<IReadOnlyList<Order>> OrdersWithAsync(string key)
        {
            using var dynamoDb = _pipeline.Endpoints.NewDynamoDbClient();
            var settings = new Orders.Settings.TableSettings(_pipeline.TableName, new HashSet<OrderStatus> { OrderStatus.Pending }, IndexShards: 8);
            var reader = new OrderReader(dynamoDb, new AwsPipelines(TimeProvider.System, static () => 0.5).DynamoDb, settings);
            var scan = await dynamoDb.ScanAsync(new Amazon.DynamoDBv2.Model.ScanRequest(_pipeline.TableName), TestContext.Current.CancellationToken);
            var found = new List<Order>();
            foreach (var item in scan.Items.Where(item => item.TryGetValue("idempotency_key", out var value) && value.S == key))
            {
                // The row of a rejection has another key.
                if (OrderId.TryParse(item["order_id"].S, out var id))
                {
                    found.Add((await reader.FindAsync(id, TestContext.Current.CancellationToken))!);
                }
            }

            return found;
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            Sqs.Dispose();
            await Console.DisposeAsync();
            await _pipeline.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }

        private static string AuditPath(string data) => Path.Combine(data, "audit.ndjson");
    }
}
