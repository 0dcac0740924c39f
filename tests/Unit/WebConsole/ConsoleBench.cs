using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Orders.Operations.Connections;
using Orders.Operations.Settings;
using Orders.Operations.WebConsole;
using Orders.Operations.WebConsole.Deployments;
using Orders.Settings;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.WebConsole;

/// <summary>A console over HTTP, of a deployment that does not answer, and a client that can say what browsers say.</summary>
internal sealed class ConsoleBench : IAsyncDisposable
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private ConsoleBench(ConsoleServer server) => Server = server;

    public ConsoleServer Server { get; }

    public string Origin => Server.Uri.AbsoluteUri.TrimEnd('/');

    /// <summary>The secret of the link.</summary>
    public string LinkKey => Server.Link.Fragment["#key=".Length..];

    public static async Task<ConsoleBench> StartAsync()
    {
        var connection = new Connection
        {
            Region = "ap-south-1",
            Credentials = new BasicAWSCredentials("id", "secret"),
            Sqs = Nowhere,
            DynamoDb = Nowhere,
            CloudWatch = Nowhere,
        };
        return new ConsoleBench(await ConsoleServer.StartAsync(new ConsoleDeployment(connection, Settings(), ""), port: 0, TimeProvider.System, SystemRandomness.Fill));
    }

    /// <summary>Sends a request as the page does; whatever is given replaces what the page would say.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? key = null, string? host = null, string? origin = "", string? site = "same-origin", string type = "application/json", string body = "{}")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Server.Uri, path));
        request.Headers.Host = host;
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (method != "GET")
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin.Length == 0 ? Origin : origin);
            }
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Given.Token);
    }

    /// <summary>The status of an answer.</summary>
    public async Task<int> StatusAsync(
        string method, string path, string? key = null, string? host = null, string? origin = "", string? site = "same-origin", string type = "application/json")
    {
        using var response = await SendAsync(method, path, key, host, origin, site, type);
        return (int)response.StatusCode;
    }

    /// <summary>Opens a session.</summary>
    /// <returns>Its key.</returns>
    public async Task<string> OpenAsync()
    {
        using var response = await SendAsync("POST", "/api/session", LinkKey);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Given.Token));
        return body.RootElement.GetProperty("session").GetString()!;
    }

    /// <summary>Asks for e-mail addresses as they are.</summary>
    public async Task ShowPersonalDataAsync(string session)
    {
        using var response = await SendAsync("POST", "/api/session/personal-data", session, body: """{"show":true}""");
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private static PipelineSettings Settings()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Orders.sln")))
        {
            folder = folder.Parent!;
        }

        return PipelineSettings.Load(Path.Combine(folder.FullName, "terraform", "pipeline.auto.tfvars.json"));
    }
}
