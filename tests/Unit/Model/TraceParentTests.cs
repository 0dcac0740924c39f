using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Model;

public sealed class TraceParentTests
{
    [Fact]
    public void A_traceparent_of_version_00_is_valid() => Assert.True(TraceParent.IsValid(Given.Trace));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra")]
    public void Anything_else_is_not(string? text) => Assert.False(TraceParent.IsValid(text));

    [Theory]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01")]
    [InlineData("Self=1-x; Parent=53995c3f42cd8ad8 ; Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00")]
    public void An_X_Ray_header_has_its_traceparent(string header, string traceParent) => Assert.Equal(traceParent, TraceParent.FromXRay(header));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";;;===;")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=2-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e98-bd862e3fe1be46a9942727933;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=short")]
    public void An_X_Ray_header_without_root_or_parent_has_none(string? header) => Assert.Null(TraceParent.FromXRay(header));
}
