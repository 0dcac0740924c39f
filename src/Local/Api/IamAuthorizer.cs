using System.Text.RegularExpressions;
using Orders.Local.Resources;

namespace Orders.Local.Api;

/// <summary>
/// Emulates the AWS_IAM authorizer: the access key of a signed request names the caller. The signature is not checked, because this API is
/// local.
/// </summary>
static partial class IamAuthorizer
{
    /// <summary>Returns the access key of a signed request; null if it is not signed.</summary>
    public static string? AccessKey(string? authorization) =>
        authorization is not null && Credential().Match(authorization) is { Success: true } match ? match.Groups["accessKey"].Value : null;

    public static string UserArn(string accessKey) => $"arn:aws:iam::{LocalEndpoints.AccountId}:user/{accessKey}";

    [GeneratedRegex(@"^AWS4-HMAC-SHA256\s+Credential=(?<accessKey>[\w+=,.@-]{1,128})/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credential();
}
