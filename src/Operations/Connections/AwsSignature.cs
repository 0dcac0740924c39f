using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Orders.Operations.Connections;

/// <summary>
/// Signature Version 4 (AWS IAM User Guide, "Create a signed AWS API request"), for requests to any service except S3, which encodes paths
/// only once.
/// </summary>
public static class AwsSignature
{
    const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Headers that HTTP or a proxy may change on the way, which would invalidate a signature over them.</summary>
    static readonly HashSet<string> Unsigned = new(StringComparer.OrdinalIgnoreCase)
        { "Authorization", "Connection", "Content-Length", "Expect", "Host", "Transfer-Encoding", "User-Agent", "X-Amzn-Trace-Id" };

    /// <summary>Adds the headers that sign the request. The request must not change afterwards.</summary>
    /// <param name="request">The request; its method, absolute URL and headers are signed.</param>
    /// <param name="body">The request's body, which is signed too.</param>
    /// <param name="credentials">The caller's credentials.</param>
    /// <param name="service">The service's name in signatures, for example <c>lambda</c>.</param>
    /// <param name="region">The region's code.</param>
    /// <param name="now">The time of the signature, which is valid for five minutes.</param>
    public static void Sign(
        HttpRequestMessage request, ReadOnlySpan<byte> body, ImmutableCredentials credentials, string service, string region, DateTimeOffset now)
    {
        var timestamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", timestamp);
        if (credentials.UseToken)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", credentials.Token);
        }

        var scope = $"{timestamp[..8]}/{region}/{service}/aws4_request";
        var headers = CanonicalHeaders(request);
        var signed = string.Join(';', headers.Keys);
        var canonical = string.Join(
            '\n',
            request.Method.Method,
            CanonicalPath(request.RequestUri!),
            CanonicalQuery(request.RequestUri!),
            string.Concat(headers.Select(static header => $"{header.Key}:{header.Value}\n")),
            signed,
            Hex(SHA256.HashData(body)));
        var toSign = $"{Algorithm}\n{timestamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{credentials.SecretKey}");
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Algorithm} Credential={credentials.AccessKey}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }

    /// <summary>Encodes each segment once more than in the URL. Repeated slashes count as one.</summary>
    static string CanonicalPath(Uri url)
    {
        var path = url.AbsolutePath;
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString);
        return path.EndsWith('/') && path.Trim('/').Length > 0 ? $"/{string.Join('/', segments)}/" : $"/{string.Join('/', segments)}";
    }

    static string CanonicalQuery(Uri url)
    {
        var parameters = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static parameter =>
        {
            var (name, value) = parameter.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (parameter[..at], parameter[(at + 1)..]) : (parameter, "");
            return (Name: Encode(name), Value: Encode(value));
        });
        return string.Join('&', parameters
            .OrderBy(static parameter => parameter.Name, StringComparer.Ordinal)
            .ThenBy(static parameter => parameter.Value, StringComparer.Ordinal)
            .Select(static parameter => $"{parameter.Name}={parameter.Value}"));
    }

    static SortedDictionary<string, string> CanonicalHeaders(HttpRequestMessage request)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.Headers.Host ?? request.RequestUri!.Authority };
        foreach (var (name, values) in request.Content is null ? request.Headers : request.Headers.Concat(request.Content.Headers))
        {
            if (!Unsigned.Contains(name))
            {
                headers[name.ToLowerInvariant()] = string.Join(',', values.Select(OneSpaceBetweenWords));
            }
        }

        return headers;
    }

    static string OneSpaceBetweenWords(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    static string Encode(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part));

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
