#nullable disable
using System.Globalization;
using System.Text.Json;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>
/// What a REST API's authorizer found, under the authorizer's own names. Take values by <c>ToString()</c>: their types are the
/// serializer's choice.
/// </summary>
public class APIGatewayCustomAuthorizerContext : Dictionary<string, object>
{
    private const string UseTheIndexer = "Use the indexer with the member's wire name.";

    /// <summary>The principal that a Lambda authorizer named.</summary>
    [Obsolete(UseTheIndexer)]
    public string PrincipalId
    {
        get => Text("principalId");
        set => this["principalId"] = value;
    }

    /// <summary>The context value <c>stringKey</c> of AWS's example authorizer.</summary>
    [Obsolete(UseTheIndexer)]
    public string StringKey
    {
        get => Text("stringKey");
        set => this["stringKey"] = value;
    }

    /// <summary>The context value <c>numKey</c> of AWS's example authorizer.</summary>
    [Obsolete(UseTheIndexer)]
    public int? NumKey
    {
        get => int.TryParse(Text("numKey"), CultureInfo.InvariantCulture, out var number) ? number : null;
        set => this["numKey"] = value;
    }

    /// <summary>The context value <c>boolKey</c> of AWS's example authorizer.</summary>
    [Obsolete(UseTheIndexer)]
    public bool? BoolKey
    {
        get => bool.TryParse(Text("boolKey"), out var flag) ? flag : null;
        set => this["boolKey"] = value;
    }

    /// <summary>The claims, those that are strings of valid Unicode, from a Cognito user pool authorizer; empty where there are none.</summary>
    public Dictionary<string, string> Claims
    {
        get => field ??= ReadClaims();
        set;
    }

    private string Text(string name) => TryGetValue(name, out var value) ? value?.ToString() : null;

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
