using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Schemas;

public sealed class ExampleTests
{
    public static TheoryData<string> Valid => Example.Valid;

    public static TheoryData<string> ValidInputs => Example.ValidInputs;

    public static TheoryData<string> Invalid => Example.Invalid;

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task A_valid_example_keeps_its_schema(string file) =>
        Assert.Empty(await SchemaFiles.ErrorsAsync(Example.SchemaOf(file), Example.Read(file)));

    [Theory]
    [MemberData(nameof(ValidInputs))]
    public void The_code_accepts_a_valid_example(string file) =>
        Assert.Empty(CodeReads.Errors(Example.SchemaOf(file), Example.Read(file)));

    [Theory]
    [MemberData(nameof(Invalid))]
    public void The_code_refuses_an_invalid_example_and_names_the_field_and_the_code(string file)
    {
        var example = InvalidExample.Read(file);

        var error = Assert.Single(CodeReads.Errors(Example.SchemaOf(file), example.Text));

        Assert.Equal((example.Field, example.Code), (error.Field, error.Code));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task The_schema_refuses_an_invalid_example_wherever_it_can(string file)
    {
        var example = InvalidExample.Read(file);
        if (example.SchemaRefuses)
        {
            Assert.False(await SchemaFiles.AcceptsAsync(Example.SchemaOf(file), example.Text));
        }
    }

    [Theory]
    [InlineData("order-request")]
    [InlineData("order-requests")]
    [InlineData("status-request")]
    [InlineData("place-order")]
    [InlineData("change-status")]
    [InlineData("expire-pending")]
    public void Each_input_has_examples_of_both_kinds(string schema)
    {
        Assert.Contains(Example.Valid, row => Example.SchemaOf(row.Data) == schema);
        Assert.Contains(Example.Invalid, row => Example.SchemaOf(row.Data) == schema);
    }
}
