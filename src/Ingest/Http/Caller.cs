using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using Orders.Model;

namespace Orders.Ingest.Http;

/// <summary>
/// Names the caller from the API's authorizer. Each kind of name has its own prefix, so that a token's subject can never equal somebody else's
/// role, or a queue's sender.
/// </summary>
internal static class Caller
{
    /// <summary>The owner of orders through an API without an authorizer.</summary>
    public const string Public = "public";

    public static string? Of(APIGatewayHttpApiV2ProxyRequest.ProxyRequestContext? context) => context?.Authorizer switch
    {
        null => Public,
        { IAM.CognitoIdentity.IdentityId: { Length: > 0 } identity } => Name("cognito:", identity),
        { IAM.UserARN: { Length: > 0 } arn } => Principal(arn),
        { Jwt.Claims: { } claims } when Subject(claims) is { } subject => subject,
        { Lambda: { } values } => Principal(values),
        _ => null,
    };

    public static string? Of(APIGatewayProxyRequest.ProxyRequestContext? context)
    {
        if (context?.Identity?.CognitoIdentityId is { Length: > 0 } identity)
        {
            return Name("cognito:", identity);
        }

        if (context?.Identity?.UserArn is { Length: > 0 } arn)
        {
            return Principal(arn);
        }

        if (context?.Authorizer is not { Count: > 0 } authorizer)
        {
            return Public;
        }

        return (authorizer.Claims is { } claims ? Subject(claims) : null) ?? Principal(authorizer);
    }

    // A subject is unique only within its issuer (RFC 7519, "sub"). An issuer is a URL without a fragment (OpenID Connect Core, "iss").
    private static string? Subject(IDictionary<string, string> claims) =>
        claims.TryGetValue("iss", out var issuer) && issuer is { Length: > 0 } && claims.TryGetValue("sub", out var subject) && subject is { Length: > 0 }
            ? Name("jwt:", $"{issuer}#{subject}")
            : null;

    // All users of a Cognito identity pool share one role, so the identity takes precedence. A role's session name changes between runs of the
    // caller, so the role owns the order.
    private static string Principal(string arn)
    {
        var resource = arn.IndexOf(":assumed-role/", StringComparison.Ordinal);
        var session = arn.LastIndexOf('/');
        return Name("iam:", resource >= 0 && session > resource + ":assumed-role/".Length ? arn[..session] : arn);
    }

    // A Lambda authorizer gives its principal in this member of its context.
    private static string? Principal(IDictionary<string, object> values) =>
        values.TryGetValue("principalId", out var principal) && principal?.ToString() is { Length: > 0 } name ? Name("custom:", name) : null;

    // A name that does not follow the owner's rule is replaced by its digest.
    private static string Name(string prefix, string name)
    {
        var owner = prefix + name;
        return owner.Length <= OrderLimits.OwnerCharacters && Ascii.IsValid(owner) && !owner.Any(char.IsControl)
            ? owner
            : $"{prefix}sha256:{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";
    }
}
