using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orders.Benchmarks.Functions.Stubs;

/// <summary>
/// A certificate authority for this run, the stub's certificate that it signs, and bundles of trusted roots that it stands in: a function
/// then does as much for its first TLS call as it does for a real one.
/// </summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;

    public TestAuthority()
    {
        var now = DateTimeOffset.UtcNow;
        using var rootKey = RSA.Create(2048);
        var root = new CertificateRequest("CN=Orders benchmark root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, false));
        _root = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_root, now.AddHours(-1), now.AddHours(12), [1, 2, 3, 4]);
        Certificate = certificate.CopyWithPrivateKey(key);
    }

    /// <summary>The stub's certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Writes a bundle: the roots of another, and this authority's.</summary>
    /// <param name="roots">A file of roots in PEM.</param>
    /// <param name="path">Where to.</param>
    public void WriteBundle(string roots, string path) => File.WriteAllText(path, $"{File.ReadAllText(roots)}\n{_root.ExportCertificatePem()}\n");

    public void Dispose()
    {
        _root.Dispose();
        Certificate.Dispose();
    }
}
