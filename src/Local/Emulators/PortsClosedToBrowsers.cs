using System.Net;
using System.Net.Sockets;

namespace Orders.Local.Emulators;

/// <summary>
/// Ports that browsers never connect to: the ports above 1023 in the list of the Fetch standard, "Port blocking".
/// </summary>
/// <remarks>dynoxide answers every <c>Origin</c> and has no access key. On one of these ports no web page can reach it.</remarks>
static class PortsClosedToBrowsers
{
    public static readonly IReadOnlyList<int> All = [1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080];

    /// <summary>Returns the ports that nobody listens on; another process may take one first.</summary>
    public static IEnumerable<int> Free() => All.Where(IsFree);

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
