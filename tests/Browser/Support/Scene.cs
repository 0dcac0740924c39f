using Orders.Tests.Integration.Support;

namespace Orders.Tests.Browser.Support;

/// <summary>A pipeline at work, with a few things gone wrong: what views and pictures are made of.</summary>
internal static class Scene
{
    /// <summary>How many dead letters there are.</summary>
    public const int Letters = 6;

    private const string Key = "pos-7-1001";

    private static bool _isPrepared;

    /// <summary>Prepares it, unless the tests before have.</summary>
    public static async Task PrepareAsync(Pipeline.Running running)
    {
        await running.PurgeAsync();
        for (var number = 1; number <= 4; number++)
        {
            await running.SendAsync(Support.Letters.WithTextAsQuantity($"pos-7-200{number}", number % 2 == 0 ? "Kettle" : "Phone"));
        }

        await running.SendAsync(Support.Letters.WithUnknownField("web-3001"));
        await running.SendAsync("""{"item":"Desk","quantity":1,"idempotency_key":"erp-4001","source":"erp",}""");
        await running.HasDeadLettersAsync(Letters);
        if (_isPrepared)
        {
            return;
        }

        await PlaceOrdersAsync(running);
        await running.CallAsync(HttpMethod.Post, "/orders", $$"""{"item":"Phone","quantity":2,"customer_name":"Zoë","customer_email":"zoe@example.com","idempotency_key":"{{Key}}"}""");
        var path = $"/orders/{await OrderAsync(running)}";
        await running.CallAsync(HttpMethod.Put, path, """{"status":"PROCESSING","reason":"picked at line 4"}""");
        await HasStatusAsync(running, "Processing");
        await running.CallAsync(HttpMethod.Put, path, """{"status":"COMPLETED"}""");
        await HasStatusAsync(running, "Completed");
        _isPrepared = true;
    }

    /// <summary>An order that has gone its whole way.</summary>
    public static async Task<string> OrderAsync(Pipeline.Running running)
    {
        await Eventually.HoldsAsync(async () => (await running.OrdersWithAsync(Key)).Count == 1, "the order stands there");
        return (await running.OrdersWithAsync(Key))[0].Id.ToString();
    }

    // For pictures it takes as long as a chart shows; no test needs more than a few.
    private static async Task PlaceOrdersAsync(Pipeline.Running running)
    {
        var seconds = Album.IsTaken ? Album.Seconds : 1;
        for (var second = 0; second < seconds; second++)
        {
            var pause = Task.Delay(Album.IsTaken ? 1_000 : 0, TestContext.Current.CancellationToken);
            var count = 12 + (int)(6 * Math.Sin(second / 17.0)) + (second * 7 % 5);
            await Task.WhenAll(Enumerable.Range(1, count).Select(number => running.CallAsync(
                HttpMethod.Post, "/orders", $$"""{"item":"Laptop","quantity":{{number}},"idempotency_key":"web-{{second}}-{{number}}"}""")));
            await pause;
        }
    }

    private static Task HasStatusAsync(Pipeline.Running running, string status) =>
        Eventually.HoldsAsync(async () => (await running.OrdersWithAsync(Key))[0].Status.ToString() == status, $"the order is {status}");
}
