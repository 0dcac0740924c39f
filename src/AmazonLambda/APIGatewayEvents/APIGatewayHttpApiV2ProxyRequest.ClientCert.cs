#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

public partial class APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>A client's certificate, where the custom domain uses mutual TLS.</summary>
    public class ProxyRequestClientCert
    {
        /// <summary>The certificate in PEM.</summary>
        [JsonPropertyName("clientCertPem")]
        public string ClientCertPem { get; set; }

        /// <summary>Whose it is.</summary>
        [JsonPropertyName("subjectDN")]
        public string SubjectDN { get; set; }

        /// <summary>Who issued it.</summary>
        [JsonPropertyName("issuerDN")]
        public string IssuerDN { get; set; }

        /// <summary>Its serial number.</summary>
        [JsonPropertyName("serialNumber")]
        public string SerialNumber { get; set; }

        /// <summary>When it is valid.</summary>
        [JsonPropertyName("validity")]
        public ClientCertValidity Validity { get; set; }
    }

    /// <summary>When a certificate is valid.</summary>
    public class ClientCertValidity
    {
        /// <summary>From, as <c>May 28 12:30:02 2019 GMT</c>.</summary>
        [JsonPropertyName("notBefore")]
        public string NotBefore { get; set; }

        /// <summary>To, in the same format.</summary>
        [JsonPropertyName("notAfter")]
        public string NotAfter { get; set; }
    }
}
