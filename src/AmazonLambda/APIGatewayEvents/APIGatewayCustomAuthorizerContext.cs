#nullable disable
using System.Text.Json;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>
/// The context of a REST API's authorizer, with the authorizer's own names. Read values by <c>ToString()</c>: their types depend on the
/// serializer.
/// </summary>
public class APIGatewayCustomAuthorizerContext : Dictionary<string, object>
{
    /// <summary>The claims of a Cognito user pool authorizer that are strings of valid Unicode; empty if there are none.</summary>
    public Dictionary<string, string> Claims
    {
        get => field ??= ReadClaims();
        set;
    }

    private Dictionary<string, string> ReadClaims()
    {
        Dictionary<string, string> claims = [];
        if (TryGetValue("claims", out var value) && value is JsonElement { ValueKind: JsonValueKind.Object } element)
        {
            foreach (var claim in element.EnumerateObject().Where(static claim => claim.Value.ValueKind is JsonValueKind.String))
            {
                try
                {
                    claims[claim.Name] = claim.Value.GetString();
                }
                catch (InvalidOperationException)
                {
                    // Not valid Unicode: nobody can rely on such a claim.
                }
            }
        }

        return claims;
    }
}
