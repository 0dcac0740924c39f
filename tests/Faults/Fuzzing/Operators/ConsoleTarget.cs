using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orders.Cli.Options;
using Orders.Operations.Programs;
using Orders.Operations.Settings;
using Orders.Operations.WebConsole;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Live;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Operators.Inputs;
using Orders.Tests.Faults.Fuzzing.Operators.Services;
using Orders.Tests.Faults.Fuzzing.Targets;
using Orders.Tests.Faults.World;
using Samples = Orders.Tests.Faults.Fuzzing.Inputs.Seeds;

namespace Orders.Tests.Faults.Fuzzing.Operators;

/// <summary>The console's API behind its session: every request has an answer that a request may have, and odd messages and rows hide no others.</summary>
internal sealed class ConsoleTarget : Target
{
    private const string Live = "/api/live";

    private static readonly PipelineSettings Settings = PipelineSettings.Load(Samples.Repository("terraform", "pipeline.auto.tfvars.json"));

    private static readonly HashSet<int> Statuses = [200, 202, 204, 400, 404, 409, 413, 422];

    private static readonly (string Method, string Path, string Query, string Body)[] Requests =
    [
        ("GET", "/api/console", "", ""),
        ("GET", "/api/charts", "", ""),
        ("GET", "/api/letters", "?queue=orders-dlq", ""),
        ("GET", "/api/letters", "?queue=consumer:fulfilment", ""),
        ("GET", "/api/letters", "?queue=order-events-dlq", ""),
        ("GET", "/api/letters", "?queue=orders-dlq&reason=healthy_neighbour&field=item", ""),
        ("GET", "/api/letter", $"?queue=orders-dlq&id={Known.Letter}", ""),
        ("GET", "/api/letter", $"?queue=orders-dlq&id={Known.OddLetter(0)}", ""),
        ("GET", "/api/letter", $"?queue=consumer:fulfilment&id={Known.OddLetter(0)}", ""),
        ("POST", "/api/letter/check", "", $$$"""{"queue":"orders-dlq","id":"{{{Known.OddLetter(0)}}}","body":"{\"item\":\"a\",\"quantity\":1}"}"""),
        ("GET", "/api/orders", "", ""),
        ("GET", "/api/order", $"?id={Known.Row}", ""),
        ("GET", "/api/order", $"?id={Oddities.OddRow(0)}", ""),
        ("POST", "/api/redrive/plan", "", """{"queue":"orders-dlq"}"""),
        ("POST", "/api/redrive/plan", "", """{"queue":"orders-dlq","reason":"healthy_neighbour","field":"item"}"""),
        ("POST", "/api/redrive", "", """{"queue":"orders-dlq","rate":3000}"""),
        ("POST", "/api/redrive", "", $$"""{"queue":"orders-dlq","id":"{{Known.OddLetter(0)}}","body":"{}"}"""),
        ("POST", "/api/discard", "", $$"""{"queue":"orders-dlq","id":"{{Known.Letter}}","count":1}"""),
        ("GET", "/api/history", "", ""),
        ("POST", "/api/redrive/plan", "", """{"queue":"orders-dlq","edit":{"path":"quantity","to_number":true}}"""),
        ("POST", "/api/redrive", "", $$$"""{"queue":"orders-dlq","ids":["{{{Known.Letter}}}"],"edit":{"path":"quantity","set":2}}"""),
        ("POST", "/api/jobs/stop", "", """{"id":1}"""),
        ("POST", "/api/session/personal-data", "", """{"show":false}"""),
        ("GET", Live, "", ""),
    ];

    // Where a run is killed, or hangs, the next one removes it.
    private readonly TemporaryFolder _temporary = new("fuzzed-console");
    private readonly OperatorConnection _connection = new();

    public ConsoleTarget() => Directory.CreateDirectory(Folder);

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Requests.Select(static request => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["request"] = new JsonObject { ["method"] = request.Method, ["path"] = request.Path, ["query"] = request.Query, ["body"] = request.Body, ["headers"] = new JsonObject() },
    }.ToJsonString()))];

    public override byte[] Mutate(byte[] parent, Dice dice)
    {
        var input = JsonNode.Parse(parent)!.AsObject();
        var odd = new Oddities(dice);
        var request = input["request"]!.AsObject();
        var text = request["query"]!.GetValue<string>() + request["body"]!.GetValue<string>();
        input["letters"] = odd.Letters(
            text.Contains("order-events-dlq", StringComparison.Ordinal) ? Deployed.EventsDlq : text.Contains("consumer:", StringComparison.Ordinal) ? Deployed.ConsumerDlq : Deployed.OrdersDlq);
        input["rows"] = odd.Rows();
        if (request["body"]!.GetValue<string>() is { Length: > 0 } body && dice.Hits(0.5))
        {
            request["body"] = odd.Request(JsonNode.Parse(body)!.AsObject());
        }
        else if (request["query"]!.GetValue<string>() is { Length: > 0 } query && dice.Hits(0.2))
        {
            request["query"] = $"{query}&{dice.Of(["id", "queue", "reason", "field"])}={Uri.EscapeDataString(odd.Text().Replace('\uD800', ' '))}";
        }

        if (dice.Hits(0.05))
        {
            request["headers"] = new JsonObject { [dice.Of(["Authorization", "Content-Type", "Origin", "Host", "Sec-Fetch-Site"])] = odd.Text() };
        }

        var isLive = request["path"]!.GetValue<string>() == Live;
        if (isLive && dice.Hits(0.7))
        {
            input["metrics"] = odd.MetricsAnswer();
        }

        if (dice.Hits(isLive ? 0.4 : 0.05))
        {
            input["odd"] = odd.Odd();
        }

        return Encoding.UTF8.GetBytes(input.ToJsonString());
    }

    public override string Run(byte[] input)
    {
        if (Scenario.Read(input) is not { Request: { } request } scenario || !request.Path.StartsWith('/') || (request.Query.Length > 0 && request.Query[0] != '?'))
        {
            return "no input";
        }

        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            File.Delete(file);
        }

        _connection.Queues.Begin(scenario.LetterItems.Concat(Known.Letters), scenario.Odd);
        _connection.Table.Begin([.. scenario.RowItems, Known.RowItem], scenario.Odd);
        _connection.Apis.Begin([], scenario.Metrics, stop: null);
        try
        {
            return Complete(request.Path == Live ? LookAsync() : RunAsync(request, scenario));
        }
        catch (Exception exception) when (exception is not Escape)
        {
            throw CommandRun.EscapeOf(exception);
        }
    }

    protected override void Dispose(bool disposing) => _temporary.Dispose();

    private async Task<string> RunAsync(ConsoleRequest request, Scenario scenario)
    {
        using var stop = new CancellationTokenSource();
        var feed = new LiveFeed();
        // Waiting takes no time: what a job follows is followed to its limit at once.
        using var charts = new ChartDesk(NewDeployment(), TimeProvider.System);
        await using var api = new ConsoleApi(NewDeployment(), feed, charts, new HastyTime(), stop.Token);
        var http = new DefaultHttpContext();
        http.Request.Method = request.Method;
        http.Request.Path = request.Path;
        http.Request.QueryString = new QueryString(request.Query);
        http.Request.Host = new HostString("127.0.0.1", 1);
        http.Connection.LocalPort = 1;
        foreach (var (name, value) in request.Headers)
        {
            http.Request.Headers[name] = value;
        }

        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(request.Body));
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        var session = new ConsoleSession(new AccessKey(static secret => secret.Clear()), TimeProvider.System);
        await api.HandleAsync(http, session);
        var job = http.Response.StatusCode == 202 ? await EndOfJobAsync(feed) : "";
        Judge(request, scenario, http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()), job);
        return $"{request.Path} {http.Response.StatusCode}";
    }

    // What every open page is told of the pipeline: once, and then the page is gone.
    private async Task<string> LookAsync()
    {
        using var stop = new CancellationTokenSource();
        var feed = new LiveFeed();
        using var charts = new ChartDesk(NewDeployment(), TimeProvider.System);
        using var status = new StatusFeed(NewDeployment(), feed, charts, TimeProvider.System);
        using var listener = feed.Listen();
        var running = status.RunAsync(stop.Token);
        var reading = listener.News.ReadAsync().AsTask();
        if (await Task.WhenAny(running, reading) == running)
        {
            await running;
        }

        var news = await reading;
        await stop.CancelAsync();
        await running;
        JsonDocument.Parse(news.Json).Dispose();
        return $"live {news.Name}";
    }

    private string Folder => Path.Combine(_temporary.Path, "input");

    private ConsoleDeployment NewDeployment() => new(_connection, Settings, Prefix: "") { AuditLog = Path.Combine(Folder, "audit"), Operator = Known.Operator };

    private void Judge(ConsoleRequest request, Scenario scenario, int status, string body, string job)
    {
        Escape.When(!Statuses.Contains(status) && !(status == 502 && scenario.Odd.Count > 0), $"an answer of {status} to {request.Path}", body);
        if (body.Length > 0)
        {
            try
            {
                JsonDocument.Parse(body).Dispose();
            }
            catch (JsonException exception)
            {
                throw new Escape($"no JSON from {request.Path}", $"{exception.Message}\n{body}");
            }
        }

        Escape.When(job.Contains("The console failed", StringComparison.Ordinal), $"a job of {request.Path} fails", job);
        var isTyped = request.Body.Contains(Words.Canary + "@", StringComparison.Ordinal) || request.Query.Contains(Words.Canary, StringComparison.Ordinal);
        Escape.When(!isTyped && body.Contains(Words.Canary + "@example.com", StringComparison.Ordinal) && !body.Contains("redriven_by", StringComparison.Ordinal), $"an e-mail address in the answer to {request.Path}", body);
        Escape.When(_connection.Queues.Hidden.Any(), "a message stays hidden", request.Path);
        var moved = _connection.Queues.Deleted.Count + _connection.Queues.Sent.Count;
        Escape.When(moved > 0 && request.Path is not ("/api/redrive" or "/api/discard"), "messages are moved although nobody said so", request.Path);
        Escape.When(status >= 400 && moved > 0, "a refused request moves messages", body);
        var audit = File.Exists(Path.Combine(Folder, "audit")) ? File.ReadAllText(Path.Combine(Folder, "audit")) : "";
        foreach (var id in _connection.Queues.Deleted)
        {
            Escape.When(!audit.Contains(id, StringComparison.Ordinal), "a message is deleted without an audit entry", id);
        }

        CheckMembers(request, status, body);
        CheckHealthy(request, scenario, status, body);
    }

    // A member that says which messages are meant, and that is none: it must not mean all.
    private static void CheckMembers(ConsoleRequest request, int status, string body)
    {
        if (status >= 400 || request.Path is not ("/api/redrive/plan" or "/api/redrive" or "/api/discard"))
        {
            return;
        }

        using var document = JsonDocument.Parse(request.Body);
        foreach (var member in document.RootElement.EnumerateObject().Where(static member => member.Name is "id" or "reason" or "queue"))
        {
            Escape.When(
                member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) || member.Value.ValueEquals(""),
                $"{member.Name} of {member.Value.ValueKind.ToString().ToLower(CultureInfo.InvariantCulture)} is taken by {request.Path}",
                body);
        }
    }

    private static void CheckHealthy(ConsoleRequest request, Scenario scenario, int status, string body)
    {
        if (scenario.Odd.Count > 0 || !Requests.Contains((request.Method, request.Path, request.Query, request.Body)))
        {
            return;
        }

        var expected = (request.Path, request.Query) switch
        {
            ("/api/letters", "?queue=orders-dlq") => Known.Letter,
            ("/api/letters", "?queue=consumer:fulfilment") => Known.ConsumerLetter,
            ("/api/letters", "?queue=order-events-dlq") => Known.EventsLetter,
            ("/api/letters", _) => Known.Letter,
            ("/api/orders", _) => Known.Row,
            ("/api/order", _) when request.Query.Contains(Known.Row, StringComparison.Ordinal) => Known.Letter,
            _ => "",
        };
        Escape.When(status != 200 && expected.Length > 0, $"{request.Path} does not do its work", $"{status} {body}");
        Escape.When(!body.Contains(expected, StringComparison.Ordinal), $"{request.Path} does not show what is healthy", body);
    }

    private static async Task<string> EndOfJobAsync(LiveFeed feed)
    {
        using var listener = feed.Listen();
        await foreach (var news in listener.News.ReadAllAsync())
        {
            if (news.Name == "jobs" && !news.Json.Contains("\"running\"", StringComparison.Ordinal))
            {
                return news.Json;
            }
        }

        return "";
    }

    /// <summary>A clock whose timers are due at once, and which then shows that their time has passed.</summary>
    private sealed class HastyTime : TimeProvider
    {
        private long _ticks;

        public override long GetTimestamp() => TimeProvider.System.GetTimestamp() + (Interlocked.Read(ref _ticks) * (TimestampFrequency / TimeSpan.TicksPerSecond));

        public override DateTimeOffset GetUtcNow() => TimeProvider.System.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // A lease is renewed every few seconds, which no input takes; all else that waits waits for less.
            if (period != Timeout.InfiniteTimeSpan || dueTime <= TimeSpan.Zero)
            {
                return System.CreateTimer(callback, state, dueTime, period);
            }

            Interlocked.Add(ref _ticks, dueTime.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
