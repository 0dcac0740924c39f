using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform;

/// <summary>Shows that <c>terraform/tests</c> would see a wrong wire, and name it.</summary>
public sealed class MiswiringTests(MiswiringTests.Runs runs) : IClassFixture<MiswiringTests.Runs>
{
    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_wrong_wire_fails_by_name(string wrong)
    {
        var report = await runs.OfAsync(wrong);

        var expected = $"Test assertion failed: {Miswiring.All[wrong].Names}";
        Assert.False(report.Passed);
        Assert.True(report.Diagnostics.Any(diagnostic => diagnostic.Text.StartsWith(expected, StringComparison.Ordinal)), report.Output);
    }

    public static TheoryData<string> Wrongs { get; } = [.. Miswiring.All.Keys];

    /// <summary>All runs, started at the first that is asked for. More than two at once only wait for each other.</summary>
    public sealed class Runs(InitialisedTerraform terraform) : IDisposable
    {
        readonly SemaphoreSlim _places = new(2);
        readonly Lock _start = new();
        Dictionary<string, Task<TestReport>>? _runs;

        internal async Task<TestReport> OfAsync(string wrong)
        {
            var workspace = await terraform.WorkspaceAsync();
            lock (_start)
            {
                _runs ??= Miswiring.All.ToDictionary(static entry => entry.Key, entry => RunAsync(workspace, entry.Value));
            }

            return await _runs[wrong];
        }

        public void Dispose() => _places.Dispose();

        async Task<TestReport> RunAsync(Workspace initialised, Miswiring miswiring)
        {
            await _places.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                using var workspace = initialised.Sibling();
                workspace.Replace(miswiring.File, miswiring.Right, miswiring.Wrong);
                return await workspace.TestAsync($"-filter=tests/{miswiring.Test}.tftest.hcl");
            }
            finally
            {
                _places.Release();
            }
        }
    }
}
