using System.CommandLine;
using Microsoft.AspNetCore.Http;
using Orders.Cli;
using Orders.Cli.Commands;
using Orders.Local.Http;
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
            return http.Response.WriteAsync("{}");
        });

        Assert.Equal(ExitCodes.Success, await SendAsync($"http://127.0.0.1:{server.Ports[0]}{suffix}"));

        Assert.Equal(target, came);
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
