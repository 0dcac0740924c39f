using System.CommandLine;
using Microsoft.AspNetCore.Http;
using Orders.Dev.Commands;
using Orders.Operations.Failures;
using Orders.Operations.Http;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Cli;

/// <summary><c>orders send</c> against a server that keeps what came.</summary>
public sealed class SendCommandTests
{
    [Theory]
    [InlineData("", "/orders")]
    [InlineData("/", "/orders")]
    [InlineData("/v1", "/v1/orders")]
    [InlineData("/v1/?stage=a#part", "/v1/orders?stage=a")]
    public async Task An_API_with_a_base_path_is_called_there(string suffix, string target)
    {
        string? came = null;
        await using var server = await LoopbackServer.StartAsync([0], 1 << 20, http =>
        {
            came = $"{http.Request.Path}{http.Request.QueryString}";
            // No such character set.
            http.Response.ContentType = "application/json; charset=none";
            return http.Response.WriteAsync("""{"order_id":"01982f4e-7a0c-7d31-9b4e-2f60c1d8a951"}""");
        });

        Assert.Equal(ExitCodes.Success, await SendAsync($"http://127.0.0.1:{server.Ports[0]}{suffix}"));

        Assert.Equal(target, came);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><DeleteResult/>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task An_answer_of_another_server_is_no_success(string answer)
    {
        await using var server = await LoopbackServer.StartAsync([0], 1 << 20, http => http.Response.WriteAsync(answer));

        var error = await Assert.ThrowsAsync<CommandException>(() => SendAsync(server.Uri.AbsoluteUri));

        Assert.Equal(ExitCodes.Failed, error.ExitCode);
        Assert.Contains("is not an orders API", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_answers_the_address_is_named()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => SendAsync("http://127.0.0.1:1"));

        Assert.StartsWith("Nothing answers at http://127.0.0.1:1/", error.Message, StringComparison.Ordinal);
    }

    private static Task<int> SendAsync(string api) =>
        new RootCommand { SendCommand.Create() }.Parse(["send", "Laptop", "--api", api]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, Given.Token);
}
