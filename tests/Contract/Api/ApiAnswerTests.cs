using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Api;

/// <summary>Holds the Ingest function to <c>contracts/openapi.yaml</c> and the document to the function.</summary>
public sealed class ApiAnswerTests
{
    [Fact]
    public async Task Every_answer_is_documented_and_every_documented_answer_is_given()
    {
        var seen = new List<(string Operation, int Status, ApiAnswer Answer)>();
        foreach (var scenario in ApiScenarios.All)
        {
            var answer = await scenario.RunAsync();
            Assert.True(scenario.Status == answer.Status, $"{scenario.Operation} with {scenario.Call.Body}: {answer.Status} {answer.Body}");
            seen.Add((scenario.Operation, answer.Status, answer));

            var documented = Assert.Single(ApiDocument.Answers, entry => entry.Operation == scenario.Operation && entry.Status == answer.Status);
            await documented.AssertDescribesAsync(answer.Body);
        }

        foreach (var documented in ApiDocument.Answers)
        {
            var name = $"{documented.Operation} {documented.Status}";
            var answers = seen.Where(entry => (entry.Operation, entry.Status) == (documented.Operation, documented.Status)).Select(static entry => entry.Answer).ToList();
            Assert.True(answers.Count > 0, $"Nothing draws {name} out of the function.");
            AssertSame(name, documented.Codes, answers.SelectMany(static answer => answer.Codes));
            AssertSame(name, documented.Headers, answers.SelectMany(static answer => answer.Headers.Keys).Where(static header => header != "Content-Type"));
            Assert.All(answers, static answer => Assert.Equal("application/json", answer.Headers["Content-Type"]));
        }
    }

    [Fact]
    public async Task An_answer_tells_nothing_of_what_went_wrong_inside()
    {
        foreach (var scenario in ApiScenarios.All.Where(static scenario => scenario.Status >= 500))
        {
            Assert.DoesNotContain("secret", (await scenario.RunAsync()).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_queued_keeps_the_schema_of_its_message()
    {
        var count = 0;
        foreach (var scenario in ApiScenarios.All)
        {
            using var api = new ApiUnderTest();
            scenario.Arrange?.Invoke(api);
            await api.SendAsync(scenario.Call);
            foreach (var entry in api.Sqs.Sent)
            {
                var schema = entry.MessageBody.Contains("order.place", StringComparison.Ordinal) ? "place-order" : "change-status";
                Assert.Empty(await SchemaFiles.ErrorsAsync(schema, entry.MessageBody));
                Assert.Empty(CodeReads.Errors(schema, entry.MessageBody));
                count++;
            }
        }

        Assert.True(count >= 4, $"Only {count} messages were queued.");
    }

    static void AssertSame(string name, IEnumerable<string> documented, IEnumerable<string> given)
    {
        string[] left = [.. documented.Distinct().Order(StringComparer.Ordinal)];
        string[] right = [.. given.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(left.SequenceEqual(right), $"{name}: documented [{string.Join(", ", left)}], given [{string.Join(", ", right)}].");
    }
}
