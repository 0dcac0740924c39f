using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Api;

public sealed class RouteTests
{
    static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"];

    public static TheoryData<string, string> DocumentedPaths =>
        [.. from path in ApiDocument.Paths.Keys from method in Methods select (path, method)];

    [Theory]
    [MemberData(nameof(DocumentedPaths))]
    public async Task A_path_answers_exactly_the_methods_that_are_documented(string path, string method)
    {
        using var api = new ApiUnderTest();
        api.DynamoDb.Orders.Add(Samples.Placed);

        var answer = await api.SendAsync(new ApiCall(method, path.Replace("{order_id}", Samples.Placed.Id.ToString(), StringComparison.Ordinal)));

        if (ApiDocument.Paths[path].Contains(method))
        {
            Assert.False(answer.Status is 404 or 405, answer.Body);
            return;
        }

        Assert.Equal(405, answer.Status);
        Assert.Equal(ApiDocument.Paths[path], answer.Headers["Allow"].Split(", ").ToHashSet());
        var documented = ApiDocument.Shared("MethodNotAllowed", 405);
        Assert.Contains("Allow", documented.Headers);
        await documented.AssertDescribesAsync(answer.Body);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/order")]
    [InlineData("/orders/")]
    [InlineData("/orders/01934f5e-7c00-7000-8000-000000000001/items")]
    [InlineData("/Orders")]
    [InlineData("/v1/orders")]
    public async Task A_path_that_is_not_documented_is_not_found(string path)
    {
        foreach (var method in Methods)
        {
            using var api = new ApiUnderTest();
            api.DynamoDb.Orders.Add(Samples.Placed);

            var answer = await api.SendAsync(new ApiCall(method, path));

            Assert.Equal(404, answer.Status);
            await ApiDocument.Shared("NotFound", 404).AssertDescribesAsync(answer.Body);
        }
    }
}
