using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PlumbingOps.Data.Database;

/// <summary>A free port for the server. Another program may take it in the moment before the server does: the caller tries again.</summary>
internal static class LoopbackPort
{
    // Below the ports the kernel hands to outgoing connections: otherwise, while the server restarts, an attempt to reconnect could be given the
    // server's own port, connect to itself, and keep the server out.
    private const int Lowest = 20_000;
    private const int Above = 32_000;

    public static int Choose()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, Above);
            if (IsFree(port))
            {
                return port;
            }
        }
        throw new DatabaseSetupException($"No free port was found between {Lowest} and {Above} on 127.0.0.1 for PostgreSQL.");
    }

    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
