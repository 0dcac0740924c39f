using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;
using Orders.Local.Faults;
using Orders.Resilience;

namespace Orders.Tests.Unit.Local.Faults;

/// <summary>Entries of a batch that fail by themselves: not done, and reported as the service reports them.</summary>
public sealed class BatchFaultTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Messages_that_fail_are_not_sent_and_the_others_are(int seed)
    {
        await using var harness = await FaultHarness.StartAsync(FaultKind.EntriesFailed, seed);

        var response = await harness.Sqs.SendMessageBatchAsync("http://q/orders", FaultInjectorTests.Entries(4), Token);

        Assert.NotEmpty(response.Failed);
        Assert.All(response.Failed, static entry => Assert.True(entry.SenderFault == false && TransientFaults.IsTransientCode(entry.Code)));
        var successful = response.Successful ?? [];
        Assert.Equal(["0", "1", "2", "3"], response.Failed.Select(static entry => entry.Id).Concat(successful.Select(static entry => entry.Id)).Order());
        Assert.Equal(successful.Select(static entry => entry.Id), harness.Came.SelectMany(static request => request["Entries"]!.AsArray().Select(static entry => $"{entry!["Id"]}")));
    }

    [Fact]
    public async Task Messages_that_cannot_be_hidden_are_reported()
    {
        await using var harness = await FaultHarness.StartAsync(FaultKind.EntriesFailed, seed: 1);

        var response = await harness.Sqs.ChangeMessageVisibilityBatchAsync(
            "http://q/orders", [new ChangeMessageVisibilityBatchRequestEntry("a", "handle") { VisibilityTimeout = 1 }], Token);

        Assert.Equal("a", Assert.Single(response.Failed).Id);
        Assert.Empty(harness.Came);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Statements_that_fail_are_not_executed_and_stand_in_their_places(int seed)
    {
        await using var harness = await FaultHarness.StartAsync(FaultKind.EntriesFailed, seed);

        var responses = (await harness.DynamoDb.BatchExecuteStatementAsync(FaultInjectorTests.Statements(4), Token)).Responses;

        Assert.Equal(4, responses.Count);
        var failed = Enumerable.Range(0, 4).Where(index => responses[index].Error is not null).ToList();
        Assert.NotEmpty(failed);
        Assert.All(failed, index => Assert.True(TransientFaults.IsTransientCode(responses[index].Error.Code)));
        var executed = harness.Came.SelectMany(static request => request["Statements"]!.AsArray()).Select(static statement => $"{statement!["Parameters"]![0]!["S"]}");
        Assert.Equal(Enumerable.Range(0, 4).Except(failed).Select(static index => $"{index}"), executed);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Keys_that_are_not_read_come_back_unprocessed_as_they_were_asked_for(int seed)
    {
        await using var harness = await FaultHarness.StartAsync(FaultKind.EntriesFailed, seed);
        var wanted = new KeysAndAttributes
        {
            Keys = [.. Enumerable.Range(0, 4).Select(static index => new Dictionary<string, AttributeValue> { ["order_id"] = new($"{index}") })],
            ConsistentRead = true,
            ProjectionExpression = "order_id",
        };

        var response = await harness.DynamoDb.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { ["Orders"] = wanted } }, Token);

        var unprocessed = response.UnprocessedKeys["Orders"];
        Assert.NotEmpty(unprocessed.Keys);
        Assert.Equal((true, "order_id"), (unprocessed.ConsistentRead, unprocessed.ProjectionExpression));
        var read = response.Responses["Orders"].ConvertAll(static row => row["order_id"].S);
        Assert.Equal(["0", "1", "2", "3"], read.Concat(unprocessed.Keys.Select(static key => key["order_id"].S)).Order());
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;
}
