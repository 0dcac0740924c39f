#nullable disable
using System.Text.Json;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>
/// What a REST API's authorizer found, under the authorizer's own names. Take values by <c>ToString()</c>: their types are the
/// serializer's choice.
/// </summary>
public class APIGatewayCustomAuthorizerContext : Dictionary<string, object>
{
    /// <summary>The claims, those that are strings of valid Unicode, from a Cognito user pool authorizer; empty where there are none.</summary>
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
                    // Not valid Unicode: no claim that anybody could ask for, or rely on.
                }
            }
        }

        return claims;
    }
}
