using System.Text.Json;
using System.Text.Json.Nodes;
using Orders.Local.Proxies;

namespace Orders.Local.Faults;

/// <summary>
/// Makes some entries of a batch fail as their service reports it: they are removed from the request, so that they are not executed, and
/// added to the answer.
/// </summary>
static class BatchFault
{
    static readonly string[] StatementCodes = ["ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded", "InternalServerError"];

    /// <summary>Whether the operation has entries with results of their own.</summary>
    public static bool IsBatch(string operation) =>
        operation is "SendMessageBatch" or "ChangeMessageVisibilityBatch" or "BatchExecuteStatement" or "BatchGetItem";

    /// <summary>Makes the call with some of its entries: at least one fails, and all may.</summary>
    public static async Task ApplyAsync(ProxiedCall call, Func<Task> next, Random random)
    {
        var request = JsonNode.Parse(call.RequestBody.Span)!.AsObject();
        switch (call.Operation)
        {
            case "BatchExecuteStatement":
                await StatementsAsync(call, request, next, random);
                break;
            case "BatchGetItem":
                await KeysAsync(call, request, next, random);
                break;
            default:
                await EntriesAsync(call, request, next, random);
                break;
        }
    }

    static async Task EntriesAsync(ProxiedCall call, JsonObject request, Func<Task> next, Random random)
    {
        var (kept, taken) = Split(request["Entries"]!.AsArray(), random);
        request["Entries"] = Array(kept);
        if (await AnswerAsync(call, request, kept.Count, next) is not { } answer)
        {
            return;
        }

        var failed = answer["Failed"] as JsonArray ?? [];
        answer["Failed"] = failed;
        foreach (var (_, entry) in taken)
        {
            failed.Add((JsonNode)new JsonObject
            {
                ["Id"] = entry["Id"]!.DeepClone(),
                ["Code"] = "InternalError",
                ["Message"] = "injected",
                ["SenderFault"] = false,
            });
        }

        answer["Successful"] ??= new JsonArray();
        call.Answer = Answer(answer);
    }

    static async Task StatementsAsync(ProxiedCall call, JsonObject request, Func<Task> next, Random random)
    {
        var (kept, taken) = Split(request["Statements"]!.AsArray(), random);
        request["Statements"] = Array(kept);
        if (await AnswerAsync(call, request, kept.Count, next) is not { } answer)
        {
            return;
        }

        // One response for each statement, in the statements' order.
        var responses = Array([.. (answer["Responses"]?.AsArray() ?? []).Select(static (response, index) => (index, response!))]);
        foreach (var (index, _) in taken)
        {
            responses.Insert(index, new JsonObject
            {
                ["Error"] = new JsonObject { ["Code"] = StatementCodes[random.Next(StatementCodes.Length)], ["Message"] = "injected" },
            });
        }

        answer["Responses"] = responses;
        call.Answer = Answer(answer);
    }

    static async Task KeysAsync(ProxiedCall call, JsonObject request, Func<Task> next, Random random)
    {
        // The pipeline's requests name one table.
        var (table, wanted) = request["RequestItems"]!.AsObject().First();
        var unprocessed = wanted!.DeepClone().AsObject();
        var (kept, taken) = Split(wanted["Keys"]!.AsArray(), random);
        wanted["Keys"] = Array(kept);
        unprocessed["Keys"] = Array(taken);
        if (await AnswerAsync(call, request, kept.Count, next) is not { } answer)
        {
            return;
        }

        answer["Responses"] ??= new JsonObject { [table] = new JsonArray() };
        answer["UnprocessedKeys"] = new JsonObject { [table] = unprocessed };
        call.Answer = Answer(answer);
    }

    /// <summary>Returns the service's answer to the rest of the request; null if it is not a success, which is then passed on.</summary>
    static async Task<JsonObject?> AnswerAsync(ProxiedCall call, JsonObject request, int kept, Func<Task> next)
    {
        if (kept == 0)
        {
            return [];
        }

        call.RequestBody = JsonSerializer.SerializeToUtf8Bytes(request, BatchFaultJson.Default.JsonObject);
        await next();
        return call.Answer is { Status: 200 } answer ? JsonNode.Parse(answer.Body.Span)!.AsObject() : null;
    }

    static ServiceAnswer Answer(JsonObject answer) => new(200, JsonSerializer.SerializeToUtf8Bytes(answer, BatchFaultJson.Default.JsonObject));

    static (List<(int Index, JsonNode Entry)> Kept, List<(int Index, JsonNode Entry)> Taken) Split(JsonArray entries, Random random)
    {
        var all = entries.Select(static (entry, index) => (index, entry!)).ToList();
        var first = random.Next(all.Count);
        var taken = all.Where(entry => entry.index == first || random.Next(2) == 0).ToList();
        return ([.. all.Except(taken)], taken);
    }

    static JsonArray Array(IEnumerable<(int, JsonNode Entry)> entries) => new([.. entries.Select(static entry => entry.Entry.DeepClone())]);
}
