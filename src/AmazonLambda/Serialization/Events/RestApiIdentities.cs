#nullable disable
using static Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads who sent a request in payload format 1.0.</summary>
internal static class RestApiIdentities
{
    public static RequestIdentity Read(ref EventReader reader)
    {
        RequestIdentity identity = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "cognitoIdentityPoolId": identity.CognitoIdentityPoolId = reader.String(); break;
                case "accountId": identity.AccountId = reader.Repeated(); break;
                case "cognitoIdentityId": identity.CognitoIdentityId = reader.String(); break;
                case "caller": identity.Caller = reader.String(); break;
                case "apiKey": identity.ApiKey = reader.String(); break;
                case "apiKeyId": identity.ApiKeyId = reader.String(); break;
                case "accessKey": identity.AccessKey = reader.String(); break;
                case "sourceIp": identity.SourceIp = reader.String(); break;
                case "cognitoAuthenticationType": identity.CognitoAuthenticationType = reader.String(); break;
                case "cognitoAuthenticationProvider": identity.CognitoAuthenticationProvider = reader.String(); break;
                case "userArn": identity.UserArn = reader.String(); break;
                case "userAgent": identity.UserAgent = reader.String(); break;
                case "user": identity.User = reader.String(); break;
                case "clientCert": identity.ClientCert = reader.Object(ReadClientCert); break;
                default: reader.Skip(); break;
            }
        }

        return identity;
    }

    private static ProxyRequestClientCert ReadClientCert(ref EventReader reader)
    {
        ProxyRequestClientCert cert = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "clientCertPem": cert.ClientCertPem = reader.String(); break;
                case "subjectDN": cert.SubjectDN = reader.String(); break;
                case "issuerDN": cert.IssuerDN = reader.String(); break;
                case "serialNumber": cert.SerialNumber = reader.String(); break;
                case "validity": cert.Validity = reader.Object(ReadValidity); break;
                default: reader.Skip(); break;
            }
        }

        return cert;
    }

    private static ClientCertValidity ReadValidity(ref EventReader reader)
    {
        ClientCertValidity validity = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "notBefore": validity.NotBefore = reader.String(); break;
                case "notAfter": validity.NotAfter = reader.String(); break;
                default: reader.Skip(); break;
            }
        }

        return validity;
    }
}
