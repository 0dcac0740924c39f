namespace Orders.Local.Proxies;

/// <summary>
/// The caller and the service in the <c>Credential</c> of a Signature Version 4 (AWS IAM User Guide, "Elements of an AWS API request
/// signature"). The signature itself is not checked.
/// </summary>
/// <param name="AccessKey">The access key id; empty if the request is not signed.</param>
/// <param name="Service">The service for which the request is signed; empty if it is not signed.</param>
public readonly record struct CallSignature(string AccessKey, string Service)
{
    const string CredentialName = "Credential=";
    static readonly CallSignature None = new("", "");

    /// <summary>Reads the header <c>Authorization</c>.</summary>
    public static CallSignature Read(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
        {
            return None;
        }

        var start = authorization.IndexOf(CredentialName, StringComparison.Ordinal);
        if (start < 0)
        {
            return None;
        }

        var end = authorization.IndexOf(',', start);
        var credential = authorization[(start + CredentialName.Length)..(end < 0 ? authorization.Length : end)];
        // <key>/<date>/<region>/<service>/aws4_request
        return credential.Trim().Split('/') is [var key, _, _, var service, "aws4_request"] ? new(key, service) : None;
    }
}
