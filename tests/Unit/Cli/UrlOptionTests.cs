using System.CommandLine;
using Orders.Cli.Options;

namespace Orders.Tests.Unit.Cli;

public sealed class UrlOptionTests
{
    private readonly Option<Uri?> _option = UrlOption.Create("--endpoint", "A server.");

    [Fact]
    public void A_URL_is_taken() => Assert.Equal(new Uri("http://127.0.0.1:4566"), Parse("--endpoint", "http://127.0.0.1:4566").GetValue(_option));

    [Fact]
    public void None_is_none() => Assert.Null(Parse().GetValue(_option));

    [Theory]
    [InlineData("127.0.0.1:4566")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("http://operator@127.0.0.1")]
    [InlineData("http://operator:secret@127.0.0.1")]
    [InlineData("https://:secret@127.0.0.1")]
    public void What_is_no_URL_is_refused_by_name(string value) =>
        Assert.Equal("--endpoint must be an absolute http or https URL without user name and password", Assert.Single(Parse("--endpoint", value).Errors).Message);

    private ParseResult Parse(params string[] arguments) => new Command("orders") { _option }.Parse(arguments);
}
