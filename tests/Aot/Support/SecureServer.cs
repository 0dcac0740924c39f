using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orders.Tests.Aot.Support;

/// <summary>A server with a certificate of an authority of its own. It counts those who trust it enough to ask for something, and answers nobody.</summary>
sealed class SecureServer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly X509Certificate2 _certificate;
    volatile int _requests;

    /// <param name="folder">Where the authority's root is put, as PEM.</param>
    public SecureServer(string folder)
    {
        var now = DateTimeOffset.UtcNow;
        using var rootKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=Somebody else's root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "root.pem"), root.ExportCertificatePem());

        using var key = RSA.Create(2048);
        var leaf = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        leaf.CertificateExtensions.Add(names.Build());
        using var signed = leaf.Create(root, now.AddHours(-1), now.AddHours(12), [1, 2, 3, 4]);
        _certificate = signed.CopyWithPrivateKey(key);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url => $"https://{_listener.LocalEndpoint}";

    /// <summary>How many sent a request after they saw the certificate.</summary>
    public int Requests => _requests;

    /// <summary>How many came at all.</summary>
    public int Connections { get; private set; }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            Connections++;
            using (client)
            await using (var stream = new SslStream(client.GetStream()))
            {
                try
                {
                    await stream.AuthenticateAsServerAsync(_certificate);
                    _requests += await stream.ReadAsync(new byte[1]) > 0 ? 1 : 0;
                }
                catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // It does not trust us.
                }
            }
        }
    }
}
