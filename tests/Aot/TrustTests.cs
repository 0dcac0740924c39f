using Orders.Aws;
using Orders.Local.Lambda;
using Orders.Settings;
using Orders.Tests.Aot.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot;

/// <summary>Whom a function trusts, as it is deployed: with Amazon's roots beside it, and without.</summary>
public sealed class TrustTests(EmulatorFixture emulators, NativeFunctions native) : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("orders-trust-").FullName;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_root_of_somebody_else_is_refused_though_the_system_trusts_it_unless_the_package_has_no_roots(bool hasRoots)
    {
        var deployed = (await native.CommandsAsync()).Processor[0];
        var (task, system) = (Directory.CreateDirectory(Path.Combine(_folder, "task")), Directory.CreateDirectory(Path.Combine(_folder, "system")));
        var bootstrap = Path.Combine(task.FullName, "bootstrap");
        File.Copy(deployed, bootstrap);
        if (hasRoots)
        {
            File.Copy(Path.Combine(Path.GetDirectoryName(deployed)!, TrustedRoots.FileName), Path.Combine(task.FullName, TrustedRoots.FileName));
        }

        using var server = new SecureServer(system.FullName);
        var environment = new Dictionary<string, string>
        {
            ["ORDERS_TABLE"] = "Orders",
            ["INDEX_STATUSES"] = "PENDING",
            ["INDEX_SHARDS"] = "8",
            ["ORDERS_QUEUE_URL"] = "http://127.0.0.1:1/000000000000/orders",
            ["ORDERS_DLQ_URL"] = "http://127.0.0.1:1/000000000000/orders-dlq",
            ["MAX_RECEIVE_COUNT"] = "50",
            ["EARLY_CHANGE_MAX_AGE_SECONDS"] = "18000",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = server.Url,
            // Where the system's roots are, as far as this function knows.
            ["SSL_CERT_DIR"] = system.FullName,
            // What the machine that the test runs on says would count as said by the function's owner.
            ["SSL_CERT_FILE"] = "",
        };
        await using (var lambda = await LambdaService.StartAsync(
            [new FunctionDefinition { Name = "f", Command = [bootstrap], Environment = environment, Timeout = TimeSpan.FromSeconds(30), LocalInstances = 1 }],
            emulators.Endpoints,
            new LambdaServiceOptions(),
            TimeProvider.System))
        {
            // Nobody answers it, so it hands back what it was to write; whether it asked is the question.
            await lambda["f"].InvokeAsync(Payload.Batch("sqs-attributes")).WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);
        }

        Assert.NotEqual(0, server.Connections);
        Assert.Equal(hasRoots, server.Requests == 0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
