#nullable disable
namespace Amazon.Lambda.Core;

/// <summary>What an AWS mobile SDK or an <c>Invoke</c> caller says of itself in <c>X-Amz-Client-Context</c>.</summary>
public interface IClientContext
{
    /// <summary>The device's environment; null if none was sent.</summary>
    IDictionary<string, string> Environment { get; }

    /// <summary>The calling app; null if none was sent.</summary>
    IClientApplication Client { get; }

    /// <summary>Values the caller chose; null if none were sent.</summary>
    IDictionary<string, string> Custom { get; }
}

/// <summary>The calling app, each member null where it was not sent.</summary>
public interface IClientApplication
{
    /// <summary>The app's package.</summary>
    string AppPackageName { get; }

    /// <summary>The app's title.</summary>
    string AppTitle { get; }

    /// <summary>The app's version code.</summary>
    string AppVersionCode { get; }

    /// <summary>The app's version name.</summary>
    string AppVersionName { get; }

    /// <summary>This installation of the app.</summary>
    string InstallationId { get; }
}

/// <summary>The Amazon Cognito identity that called, its members null where there is none.</summary>
public interface ICognitoIdentity
{
    /// <summary>The identity.</summary>
    string IdentityId { get; }

    /// <summary>The pool it belongs to.</summary>
    string IdentityPoolId { get; }
}
