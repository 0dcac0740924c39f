using Amazon.SQS.Model;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary><c>orders pause</c> and <c>orders resume</c> over a whole pipeline, as an operator uses them.</summary>
public sealed class PauseCommandTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-pause-").FullName;

    string Audit => Path.Combine(_data, "audit.ndjson");

    [Fact]
    public async Task What_arrives_for_a_paused_function_waits_without_a_receive_and_is_processed_when_it_is_resumed()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var orders = new OrdersCli(pipeline.Pipeline, Audit);

        // Without --yes nothing is changed, as nobody can be asked here.
        Assert.Equal("dry_run", (await orders.JsonAsync("pause", "processor")).Text("result"));
        var paused = await orders.JsonAsync("pause", "processor", "--yes");
        Assert.Equal(("paused", "orders-processor", "000000000000"), (paused.Text("result"), paused.Text("function"), paused.Text("account")));
        Assert.Equal("as_before", (await orders.JsonAsync("pause", "processor", "--yes")).Text("result"));

        var key = Given.NewKey();
        await pipeline.SendAsync($$"""{"item":"kettle","quantity":2,"idempotency_key":"{{key}}","source":"pos-7"}""");
        await Task.Delay(TimeSpan.FromSeconds(2), Given.Token);
        var waiting = await pipeline.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(pipeline.OrdersQueueUrl) { VisibilityTimeout = 0, MessageSystemAttributeNames = ["ApproximateReceiveCount"] }, Given.Token);
        // This test's own receive is the first.
        Assert.Equal("1", Assert.Single(waiting.Messages).Attributes["ApproximateReceiveCount"]);

        var status = await orders.RunAsync("status", "--json");
        Assert.Equal(1, status.Status);
        Assert.Equal("orders-processor", Assert.Single(status.Json.GetProperty("paused").EnumerateArray()).Text("name"));
        Assert.Contains("orders-processor is paused for", (await orders.RunAsync("status")).Text, StringComparison.Ordinal);

        Assert.Equal("resumed", (await orders.JsonAsync("resume", "processor", "--yes")).Text("result"));
        await pipeline.OrderAsync(OrderId.FromKey("pos-7", key));

        var lines = (await File.ReadAllLinesAsync(Audit, Given.Token)).Select(Wire.Parse).ToList();
        Assert.Equal(["pause begun", "pause changed", "resume begun", "resume changed"], lines.Select(static line => $"{line.Text("action")} {line.Text("result")}"));
        Assert.All(lines, static line => Assert.Equal(("orders-processor", "000000000000"), (line.Text("queue"), line.Text("account"))));
    }

    [Fact]
    public async Task Who_interrupts_a_wait_for_a_change_is_told_that_it_was_sent()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var orders = new OrdersCli(pipeline.Pipeline, Audit);
        var id = (await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"tea","quantity":1}""", Given.NewKey())).OrderId)).Id;
        await orders.JsonAsync("pause", "processor", "--yes");

        using var waiting = orders.StartBare(["order", "set-status", $"{id}", "PROCESSING", "--yes", "--wait", "--json"]);
        await Eventually.HoldsAsync(
            async () => (await pipeline.Sqs.GetQueueAttributesAsync(pipeline.OrdersQueueUrl, ["All"], Given.Token)).ApproximateNumberOfMessages == 1, "the message is sent", withinSeconds: 60);
        using (var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"kill -s TERM {waiting.Id}"]))
        {
            await kill.WaitForExitAsync(Given.Token);
        }

        var errors = waiting.StandardError.ReadToEndAsync(Given.Token);
        var output = await waiting.StandardOutput.ReadToEndAsync(Given.Token);
        await waiting.WaitForExitAsync(Given.Token);
        Assert.Equal(130, waiting.ExitCode);
        Assert.True(output.Length > 0, await errors);
        Assert.Equal("not_seen_yet", Wire.Parse(output).Text("result"));
    }

    [Fact]
    public async Task Changes_wait_in_the_stream_while_the_Notifier_is_paused()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var orders = new OrdersCli(pipeline.Pipeline, Audit);
        Assert.Equal("paused", (await orders.JsonAsync("pause", "notifier", "--yes")).Text("result"));

        var id = (await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"tea","quantity":1}""", Given.NewKey())).OrderId)).Id;
        await Task.Delay(TimeSpan.FromSeconds(2), Given.Token);
        var invocations = pipeline.Pipeline.StreamMapping.Counters.Succeeded;
        Assert.Equal("resumed", (await orders.JsonAsync("resume", "notifier", "--yes")).Text("result"));

        Assert.Equal($"{id}:1", Wire.Parse((await pipeline.EventsAsync("fulfilment", id, 1))[0].Body).Text("id"));
        Assert.Equal(0, invocations);
    }

    [Fact]
    public async Task A_pipeline_on_this_machine_has_nothing_to_roll_back_to()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var orders = new OrdersCli(pipeline.Pipeline, Audit);

        var refused = await orders.RunAsync("rollback", "--yes");

        Assert.Equal(70, refused.Status);
        Assert.Contains("orders-ingest has no published version, as on a developer's machine: there is nothing to roll back to.", refused.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(Audit));
    }

    [Fact]
    public async Task Another_account_than_the_expected_one_is_refused_before_anything_is_done()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var orders = new OrdersCli(pipeline.Pipeline, Audit);

        string[][] commands =
        [
            ["pause", "processor", "--yes"], ["resume", "notifier", "--yes"], ["rollback", "--yes"], ["dlq", "list"], ["dlq", "redrive", "--yes"], ["dlq", "discard", "--count", "1"], ["status"], ["doctor"],
            ["order", "get", "--key", "k"], ["order", "set-status", $"{Guid.CreateVersion7()}", "CANCELLED", "--yes"], ["events", "replay", "--since", "1h", "--yes"],
        ];
        foreach (var command in commands)
        {
            var refused = await orders.RunAsync([.. command, "--expect-account", "123456789012"]);
            Assert.True(refused.Status == 64, $"{string.Join(' ', command)}: {refused.Text}");
            Assert.Contains("--expect-account must be the account of orders, which is 000000000000: nothing was done.", refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal("Enabled", pipeline.Pipeline.OrdersMapping.Switch.State);
        Assert.False(File.Exists(Audit));
        Assert.Equal(0, (await orders.RunAsync("dlq", "list", "--expect-account", "000000000000")).Status);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
