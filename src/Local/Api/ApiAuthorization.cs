namespace Orders.Local.Api;

/// <summary>Whom the orders API lets pass, as the setting <c>api_authorization</c> of a deployment.</summary>
public enum ApiAuthorization
{
    /// <summary>Everybody.</summary>
    None,

    /// <summary>Those who sign their requests. The signature is not checked: this is for one's own machine.</summary>
    Iam,
}
