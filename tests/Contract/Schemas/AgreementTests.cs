using CsCheck;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Schemas;

/// <summary>Schema and code are two statements of the same rules: whatever is sent, both take it or both refuse it.</summary>
public sealed class AgreementTests
{
    [Theory]
    [InlineData("order-request")]
    [InlineData("status-request")]
    [InlineData("place-order")]
    [InlineData("change-status")]
    [InlineData("expire-pending")]
    public async Task Schema_and_code_agree(string name)
    {
        var schema = await SchemaFiles.ReadAsync(name);
        var (taken, refused) = (0, 0);

        InputSpace.Of(name).Sample(
            input =>
            {
                // Only the code can derive an id from a key.
                var isAccepted = CodeReads.Errors(name, input).All(static error => error.Code == "mismatch");
                (taken, refused) = isAccepted ? (taken + 1, refused) : (taken, refused + 1);
                return isAccepted == (schema.Validate(input).Count == 0);
            },
            iter: 5_000,
            threads: 1);

        Assert.True(taken > 100 && refused > 100, $"{taken} taken, {refused} refused: too one-sided to tell.");
    }
}
