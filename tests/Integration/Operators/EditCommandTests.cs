using Orders.Local;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary><c>orders dlq edit</c> over a whole pipeline: what the editor shows, and what is sent.</summary>
public sealed class EditCommandTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-edit-").FullName;

    string Audit => Path.Combine(_data, "audit.ndjson");

    string Seen => Path.Combine(_data, "seen.json");

    [Fact]
    public async Task The_editor_shows_personal_data_only_with_an_entry_in_the_audit_log_and_masked_values_are_sent_as_they_were()
    {
        await using var pipeline = await LocalPipeline.StartAsync(RunningPipeline.Options(_data), Given.Token);
        // An editor that keeps what it was shown, and corrects the quantity.
        var editor = Path.Combine(_data, "editor.sh");
        await File.WriteAllTextAsync(editor, $"cp \"$1\" {Seen}; sed -i 's/\"quantity\": 0/\"quantity\": 2/' \"$1\"\n", Given.Token);
        var orders = new OrdersCli(new Dictionary<string, string>(pipeline.ClientEnvironment()) { [AuditLog.Variable] = Audit, ["EDITOR"] = $"sh {editor}" });
        var keys = (string[])[Given.NewKey(), Given.NewKey()];

        await DeadLetterAsync(pipeline, orders, keys[0]);
        await EditAsync(orders);
        Assert.DoesNotContain("zoe@example.com", await File.ReadAllTextAsync(Seen, Given.Token), StringComparison.Ordinal);
        Assert.DoesNotContain(await LinesAsync(), static line => line.Contains("\"view\"", StringComparison.Ordinal));
        var order = await orders.JsonAsync("order", "get", "--key", keys[0], "--show-pii");
        Assert.Equal(("zoe@example.com", 2), (order.Text("customer_email"), order.GetProperty("quantity").GetInt32()));

        var before = (await LinesAsync()).Count;
        await DeadLetterAsync(pipeline, orders, keys[1]);
        await EditAsync(orders, "--show-pii");
        Assert.Contains("zoe@example.com", await File.ReadAllTextAsync(Seen, Given.Token), StringComparison.Ordinal);
        Assert.Contains("\"action\":\"view\"", (await LinesAsync())[before], StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    async Task<IReadOnlyList<string>> LinesAsync() => await File.ReadAllLinesAsync(Audit, Given.Token);

    static async Task DeadLetterAsync(LocalPipeline pipeline, OrdersCli orders, string key)
    {
        using var sqs = pipeline.Endpoints.NewSqsClient();
        await sqs.SendMessageAsync(
            pipeline.Queues[pipeline.Settings.OrdersQueue.Name].Url, $$"""{"item":"tea","quantity":0,"customer_email":"zoe@example.com","idempotency_key":"{{key}}"}""", Given.Token);
        await Eventually.HoldsAsync(async () => (await orders.JsonAsync("dlq", "list")).GetProperty("count").GetInt32() == 1, "the dead letter");
    }

    static async Task EditAsync(OrdersCli orders, params string[] options)
    {
        var id = (await orders.JsonAsync("dlq", "list")).GetProperty("groups")[0].Text("example")!;
        var edited = await orders.RunAsync(["dlq", "edit", "--id", id, "--yes", "--wait", .. options]);
        Assert.True(edited.Status == 0, edited.Text);
    }
}
