using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orders.Local.Resources;

namespace Orders.Local.Mappings.Streams;

/// <summary>Signature Version 4 for a JSON request to <c>/</c> (AWS IAM User Guide, "Create a signed AWS API request").</summary>
static class AwsSignature
{
    const string Algorithm = "AWS4-HMAC-SHA256";

    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, LocalEndpoints endpoints, string service, DateTimeOffset now)
    {
        var timestamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = timestamp[..8];
        var scope = $"{date}/{endpoints.Region}/{service}/aws4_request";
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = request.RequestUri!.Authority,
            ["x-amz-date"] = timestamp,
        };
        request.Headers.TryAddWithoutValidation("X-Amz-Date", timestamp);
        if (endpoints.SessionToken is { } token)
        {
            headers["x-amz-security-token"] = token;
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }

        var signed = string.Join(';', headers.Keys);
        var canonical = $"POST\n/\n\n{string.Concat(headers.Select(static h => $"{h.Key}:{h.Value}\n"))}\n{signed}\n{Hex(SHA256.HashData(body))}";
        var toSign = $"{Algorithm}\n{timestamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{endpoints.SecretKey}");
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Algorithm} Credential={endpoints.AccessKey}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
