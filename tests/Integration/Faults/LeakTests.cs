using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Orders.Dev.Demo;
using Orders.Local;
using Orders.Local.Faults;
using Orders.Local.Proxies;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Faults;

/// <summary>
/// What customers wrote, ARNs and stack traces are nowhere where they do not belong: logs and metrics, the attributes of dead letters, answers. The bodies
/// of dead letters are what their senders sent, by intention.
/// </summary>
[Trait("Duration", "long")]
public sealed class LeakTests : IDisposable
{
    const int OutageCalls = 12;

    /// <summary>The shapes of a stack trace's lines: as an exception prints itself, and as frames by themselves.</summary>
    static readonly string[] StackTraces = ["   at ", "at Orders.", "at Amazon.", "at System.", "at Polly."];

    readonly string _data = Directory.CreateTempSubdirectory("orders-leaks-").FullName;
    readonly ConcurrentQueue<string> _texts = new();
    readonly ConcurrentDictionary<string, int> _seen = new();
    readonly StringBuilder _sent = new();
    int _outage;

    [Fact]
    public async Task Nothing_that_a_customer_wrote_no_ARN_and_no_stack_trace_leaves_by_logs_metrics_dead_letters_or_answers()
    {
        var demo = new DemoOptions(Orders: 150, Seed: 11) { Faults = 0.2 };
        var options = RunningPipeline.Options(_data) with { LogFolder = Path.Combine(_data, "logs") };
        var disturbance = new Disturbance(demo, options.Settings, TimeProvider.System);
        options = disturbance.Apply(options);
        await using (var pipeline = await LocalPipeline.StartAsync(options with { CallMiddleware = [BeAwayAtFirstAsync, KeepDeadLettersAsync, .. options.CallMiddleware] }, Given.Token))
        {
            using var answers = new KeepAnswers(this);
            await new DemoRun(pipeline, demo, TimeProvider.System, static _ => { }, disturbance, answers).RunAsync(Given.Token).WaitAsync(TimeSpan.FromMinutes(5), Given.Token);
        }

        foreach (var line in Directory.EnumerateFiles(options.LogFolder!).SelectMany(File.ReadLines))
        {
            Add("log", line);
        }

        // There is something of each to look at, of metrics and errors, too, and of those that Lambda's own client logs.
        Assert.Equal(["answer", "dead letter", "log"], _seen.Keys.Order());
        Assert.Contains(_texts, static text => text.Contains("CloudWatchMetrics", StringComparison.Ordinal));
        Assert.Contains(_texts, static text => text.Contains("\"MessageReturnedForRetry\"", StringComparison.Ordinal));
        Assert.Contains(_texts, static text => text.Contains("BatchFailedException", StringComparison.Ordinal));
        var secrets = Secrets(demo);
        Assert.True(secrets.Count > 100, $"{secrets.Count} texts of customers");
        // These are the texts that really went in.
        Assert.All(secrets.Where(static secret => secret.StartsWith("Customer ", StringComparison.Ordinal)).Take(5), secret => Assert.Contains(secret, _sent.ToString(), StringComparison.Ordinal));
        var leaks = from text in _texts from secret in secrets where text.Contains(secret, StringComparison.Ordinal) select $"{secret}: {text}";
        Assert.Empty(leaks.Take(10));
    }

    /// <summary>What was sent, as it is and as JSON may write it; ARNs; stack traces.</summary>
    static HashSet<string> Secrets(DemoOptions demo)
    {
        var contents = new DemoPlan(demo).Batches.SelectMany(static batch => batch).Select(static send => send.Content).OfType<OrderContent>().ToList();
        var written = contents.SelectMany(static content => content.Metadata.Values.Append(content.Item).Append(content.CustomerEmail))
            .Concat(contents.Select(static content => content.CustomerName).Where(static name => name != OrderLimits.DefaultCustomerName))
            .OfType<string>();
        return [.. written.SelectMany(static text => (string[])[text, JsonEncodedText.Encode(text).ToString()]), "arn:", "@example.com", .. StackTraces];
    }

    /// <summary>So that batches fail as a whole, and are thrown back.</summary>
    async Task BeAwayAtFirstAsync(ProxiedCall call, Func<Task> next)
    {
        if (call is { Operation: "BatchExecuteStatement" } && Interlocked.Increment(ref _outage) <= OutageCalls)
        {
            call.Answer = FaultAnswers.InternalError(call.Service);
            return;
        }

        await next();
    }

    async Task KeepDeadLettersAsync(ProxiedCall call, Func<Task> next)
    {
        if (call is { Operation: "SendMessageBatch", Caller: "orders-processor" })
        {
            foreach (var entry in Wire.Parse(Encoding.UTF8.GetString(call.RequestBody.Span)).GetProperty("Entries").EnumerateArray())
            {
                foreach (var attribute in entry.GetProperty("MessageAttributes").EnumerateObject())
                {
                    Add("dead letter", $"{attribute.Name}: {attribute.Value.GetProperty("StringValue").GetString()}");
                }
            }
        }

        await next();
    }

    void Add(string kind, string text)
    {
        _seen.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        _texts.Enqueue(text);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>Keeps each answer: status line, headers and body.</summary>
    sealed class KeepAnswers(LeakTests tests) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            lock (tests._sent)
            {
                tests._sent.AppendLine(body);
            }

            var response = await base.SendAsync(request, cancellationToken);
            tests.Add("answer", $"{response} {await response.Content.ReadAsStringAsync(cancellationToken)}");
            return response;
        }
    }
}
