namespace Orders.Local.Api;

/// <summary>The authorization of the orders API, as the setting <c>api_authorization</c> of a deployment.</summary>
public enum ApiAuthorization
{
    /// <summary>Everybody may call.</summary>
    None,

    /// <summary>Requests must be signed. The signature is not checked: this API is local.</summary>
    Iam,
}
