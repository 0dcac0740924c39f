using System.Text;
using Orders.Local.Lambda;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Pipeline;

public sealed class InitFailureTests(EmulatorFixture emulators)
{
    [Theory]
    [InlineData("ingest", "ORDERS_TABLE is not set: it must be a name of 1 to 255 characters.")]
    [InlineData("processor", "MAX_RECEIVE_COUNT must be an integer from 1 to 1000.")]
    [InlineData("notifier", "CONSUMERS must be a JSON array of at least one consumer")]
    public async Task A_wrong_environment_fails_init_with_the_variables_name_and_rule(string function, string message)
    {
        var (command, environment) = function switch
        {
            "ingest" => (ManagedFunctions.Ingest, new Dictionary<string, string>
            {
                ["ORDERS_QUEUE_URL"] = "http://127.0.0.1:1/000000000000/orders",
                ["INDEX_STATUSES"] = "PENDING",
                ["INDEX_SHARDS"] = "8",
            }),
            "processor" => (ManagedFunctions.Processor, new Dictionary<string, string> { ["MAX_RECEIVE_COUNT"] = "many" }),
            _ => (ManagedFunctions.Notifier, new Dictionary<string, string> { ["CONSUMERS"] = "[]" }),
        };
        await using var lambda = await LambdaService.StartAsync(
            [new FunctionDefinition { Name = function, Command = command, Environment = environment }],
            emulators.Endpoints,
            new LambdaServiceOptions(),
            TimeProvider.System);

        var result = await lambda[function].InvokeAsync("{}"u8.ToArray()).WaitAsync(TimeSpan.FromSeconds(20), Given.Token);

        Assert.Equal(InvocationStatus.FunctionError, result.Status);
        var error = Wire.Parse(Encoding.UTF8.GetString(result.Payload.Span));
        Assert.Equal("SettingsException", error.Text("errorType"));
        Assert.Contains(message, error.Text("errorMessage"), StringComparison.Ordinal);
    }
}
