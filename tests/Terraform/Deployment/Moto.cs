using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Orders.Local.Processes;
using Orders.Tests.Integration.Support;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Deployment;

/// <summary>A moto server on a free port of this machine: AWS as far as moto imitates it.</summary>
sealed class Moto : IAsyncDisposable
{
    const string Python = "python3";
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Terraform", "Deployment");

    readonly ChildProcess _process;
    readonly string _recording;

    Moto(ChildProcess process, Uri endpoint, string recording) => (_process, Endpoint, _recording) = (process, endpoint, recording);

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>What leads a client of AWS to it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL"] = Endpoint.GetLeftPart(UriPartial.Authority),
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_REGION"] = Deployed.Region,
        // For the AWS CLI.
        ["AWS_DEFAULT_REGION"] = Deployed.Region,
    };

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public static async Task<string?> UnusableAsync()
    {
        var missing = Tools.Missing("Python 3 with moto's server and boto3 (pip install 'moto[server]' boto3)");
        return Programs.IsOnPath(Python)
            && (await Programs.RunAsync([Python, "-c", "import boto3, moto.server"], AppContext.BaseDirectory, new Dictionary<string, string>(), Limit)).Status == 0
            ? null
            : missing;
    }

    /// <summary>Adds override files, and says each thing that is left out with its reason.</summary>
    public static void LeaveOutWhatItCannotDo(Workspace workspace)
    {
        foreach (var (name, folder) in new[] { ("moto_override.tf", ""), ("function_override.tf", "modules/function") })
        {
            var file = Path.Combine(Folder, name);
            File.Copy(file, Path.Combine(workspace.Folder, folder, name));
            foreach (var line in File.ReadLines(file).Where(static line => line.StartsWith("# ", StringComparison.Ordinal)))
            {
                TestContext.Current.AddWarning(line[2..]);
            }
        }
    }

    public static async Task<Moto> StartAsync()
    {
        var port = FreePort();
        var recording = Path.GetTempFileName();
        var process = await Programs.StartAsync(
            [Python, Path.Combine(Folder, "server.py"), "-H", "127.0.0.1", "-p", $"{port}"],
            AppContext.BaseDirectory,
            new Dictionary<string, string> { ["MOTO_ENABLE_RECORDING"] = "1", ["MOTO_RECORDER_FILEPATH"] = recording });
        var moto = new Moto(process, new Uri($"http://127.0.0.1:{port}/"), recording);
        try
        {
            await moto.AwaitAnswerAsync();
            return moto;
        }
        catch
        {
            await moto.DisposeAsync();
            throw;
        }
    }

    /// <summary>All that there is, as boto3 finds it.</summary>
    public async Task<Deployed> LookAsync(string region = Deployed.Region)
    {
        return Deployed.Parse(await PythonAsync(Path.Combine(Folder, "look.py"), region));
    }

    /// <summary>The calls that Terraform has made: for each IAM action, what each call was for.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>> CallsAsync()
    {
        using var calls = JsonDocument.Parse(await PythonAsync(Path.Combine(Folder, "calls.py"), _recording));
        return calls.RootElement.EnumerateObject().ToDictionary(
            static call => call.Name, static IReadOnlyList<JsonElement> (call) => [.. call.Value.EnumerateArray().Select(static request => request.Clone())]);
    }

    /// <summary>Runs <c>orders doctor</c>, as this test's own build made it.</summary>
    public Task<(int Status, string Output)> DoctorAsync(string settings, string prefix = "") => OrdersAsync("doctor", "--settings", settings, "--prefix", prefix);

    /// <summary>Runs a command of <c>orders</c>, as this test's own build made it.</summary>
    public Task<(int Status, string Output)> OrdersAsync(params IReadOnlyList<string> arguments)
    {
        // artifacts/bin/<project>/<configuration>, beside the folder of this program.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Orders.Dev", own.Name, "orders");
        return Programs.RunAsync([program, .. arguments], AppContext.BaseDirectory, Environment, Limit);
    }

    /// <summary>Changes a queue as somebody would by hand.</summary>
    public async Task ChangeVisibilityTimeoutAsync(string queue, int seconds)
    {
        const string script = "import boto3, sys; sqs = boto3.client('sqs', region_name=sys.argv[1]); url = sqs.get_queue_url(QueueName=sys.argv[2])['QueueUrl']; sqs.set_queue_attributes(QueueUrl=url, Attributes={'VisibilityTimeout': sys.argv[3]}); print('{}')";
        await PythonAsync("-c", script, Deployed.Region, queue, $"{seconds}");
    }

    /// <summary>Deletes a queue, as <c>aws sqs delete-queue</c> does.</summary>
    public Task DeleteQueueAsync(string url) => PythonAsync("-c", "import boto3, sys; boto3.client('sqs', region_name=sys.argv[1]).delete_queue(QueueUrl=sys.argv[2]); print('{}')", Deployed.Region, url);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        File.Delete(_recording);
    }

    async Task<string> PythonAsync(params IReadOnlyList<string> arguments)
    {
        var (status, output) = await Programs.RunAsync([Python, .. arguments], AppContext.BaseDirectory, Environment, Limit);
        Assert.True(status == 0, output);
        return output.Split('\n').Last(static line => line.StartsWith('{'));
    }

    async Task AwaitAnswerAsync()
    {
        using var http = new HttpClient();
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await http.GetStringAsync(new Uri(Endpoint, "moto-api/data.json"), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(start) < Limit && !_process.Completion.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
