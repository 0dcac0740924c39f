using System.Net;
using System.Text;
using System.Web;

namespace Orders.Tests.Aot.Support;

/// <summary>
/// STS, IAM Identity Center (SSO and its OIDC service), a bucket, a function and an SQS without messages, on one port of this machine. Each way to credentials gives its
/// own access key, and SQS notes whose key signed the last call.
/// </summary>
sealed class IdentityServices : IDisposable
{
    /// <summary>The only token of a session that SSO accepts.</summary>
    public const string SsoToken = "sso-token-that-is-valid";

    /// <summary>The token that refreshes an ended session.</summary>
    public const string RefreshToken = "refresh-token";

    /// <summary>The code that the MFA device shows.</summary>
    public const string MfaCode = "123456";

    /// <summary>The account to which all queues belong.</summary>
    public const string Account = "123456789012";

    /// <summary>The only bucket.</summary>
    public const string Bucket = "audit-of-the-team";

    readonly HttpListener _listener = new();
    readonly SortedDictionary<string, string> _objects = new(StringComparer.Ordinal);
    string _mapping = "Enabled";

    public IdentityServices()
    {
        for (var port = Random.Shared.Next(20_000, 30_000); ; port++)
        {
            try
            {
                Url = $"http://127.0.0.1:{port}";
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(Url + "/");
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (port < 40_000)
            {
                // Somebody else's port.
            }
        }

        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>The access key that signed the last call of SQS; null before the first.</summary>
    public string? Caller { get; private set; }

    /// <summary>The region for which the last call of STS was signed; empty where it is not signed.</summary>
    public string? StsRegion { get; private set; }

    public void Dispose() => _listener.Close();

    async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var (status, type, body) = Answer(context.Request, await reader.ReadToEndAsync());
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }

    (int Status, string Type, string Body) Answer(HttpListenerRequest request, string body) => request.Url!.AbsolutePath switch
    {
        "/federation/credentials" => request.Headers["x-amz-sso_bearer_token"] == SsoToken
            ? (200, "application/json", $$"""{"roleCredentials":{"accessKeyId":"KEYOFSSO","secretAccessKey":"s","sessionToken":"t","expiration":{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()}} } }""")
            : (401, "application/json", """{"__type":"UnauthorizedException","message":"Session token not found or invalid"}"""),
        "/token" => body.Contains(RefreshToken, StringComparison.Ordinal)
            ? (200, "application/json", $$"""{"accessToken":"{{SsoToken}}","expiresIn":3600,"refreshToken":"{{RefreshToken}}","tokenType":"Bearer"}""")
            : (400, "application/json", """{"error":"invalid_grant"}"""),
        "/2015-03-31/event-source-mappings" => (200, "application/json", $$"""{"EventSourceMappings":[{{Mapping()}}]}"""),
        "/2015-03-31/event-source-mappings/uuid" => Update(body),
        var path when path == $"/{Bucket}" || path.StartsWith($"/{Bucket}/", StringComparison.Ordinal) => Object(request.HttpMethod, path[(Bucket.Length + 1)..].TrimStart('/'), body),
        _ when request.Headers["X-Amz-Target"] is { } target => Queue(target.Split('.')[1], Scope(request)[0]),
        _ => Sts(HttpUtility.ParseQueryString(body), Scope(request)),
    };

    (int Status, string Type, string Body) Queue(string operation, string caller)
    {
        Caller = caller;
        return (200, "application/x-amz-json-1.0", operation switch
        {
            "GetQueueUrl" => $$"""{"QueueUrl":"{{Url}}/{{Account}}/orders-dlq"}""",
            "GetQueueAttributes" => $$$"""{"Attributes":{"QueueArn":"arn:aws:sqs:eu-central-1:{{{Account}}}:orders-dlq","ApproximateNumberOfMessages":"0","ApproximateNumberOfMessagesNotVisible":"0","ApproximateNumberOfMessagesDelayed":"0"}}""",
            _ => "{}",
        });
    }

    (int Status, string Type, string Body) Object(string method, string key, string body)
    {
        if (method == "PUT")
        {
            _objects[key] = body;
            return (200, "application/xml", "");
        }

        return key.Length > 0
            ? (200, "application/x-ndjson", _objects[key])
            : (200, "application/xml", $"""
                <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>{Bucket}</Name><IsTruncated>false</IsTruncated>
                {string.Concat(_objects.Keys.Select(static key => $"<Contents><Key>{key}</Key></Contents>"))}</ListBucketResult>
                """);
    }

    (int Status, string Type, string Body) Update(string body)
    {
        _mapping = body.Contains("true", StringComparison.Ordinal) ? "Enabled" : "Disabled";
        return (202, "application/json", Mapping());
    }

    string Mapping() => $$"""{"UUID":"uuid","FunctionArn":"arn:aws:lambda:eu-central-1:{{Account}}:function:orders-processor","State":"{{_mapping}}","LastModified":1796040000.5}""";

    (int Status, string Type, string Body) Sts(System.Collections.Specialized.NameValueCollection form, string[] scope)
    {
        StsRegion = scope.ElementAtOrDefault(2) ?? "";
        return (form["Action"], form["SerialNumber"], form["TokenCode"], form["WebIdentityToken"], scope[0]) switch
        {
            ("GetCallerIdentity", _, _, _, var key) => (200, "text/xml", $"""
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:sts::{Account}:assumed-role/{key}/ada</Arn>
                <Account>{Account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>
                """),
            ("AssumeRole", null, _, _, "KEYOFBASE") => Role("AssumeRole", "KEYOFROLE"),
            ("AssumeRole", not null, MfaCode, _, "KEYOFBASE") => Role("AssumeRole", "KEYOFMFA"),
            ("AssumeRoleWithWebIdentity", _, _, "a-valid-token", _) => Role("AssumeRoleWithWebIdentity", "KEYOFWEB"),
            ("AssumeRoleWithWebIdentity", _, _, _, _) => Refusal("InvalidIdentityToken"),
            _ => Refusal("AccessDenied"),
        };
    }

    static (int Status, string Type, string Body) Role(string action, string key) => (200, "text/xml", $"""
        <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>t</SessionToken><Expiration>{DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration></Credentials></{action}Result></{action}Response>
        """);

    static (int Status, string Type, string Body) Refusal(string code) => (403, "text/xml", $"""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>
        """);

    // Credential=<key>/<day>/<region>/<service>/aws4_request: the key first.
    static string[] Scope(HttpListenerRequest request) =>
        request.Headers["Authorization"] is { } signed && signed.Split("Credential=") is [_, var credential] ? credential.Split(',')[0].Split('/') : [""];
}
