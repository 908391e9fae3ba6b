using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EcramSim.Learning.Tests.Data;

/// <summary>A web server on this machine that does to each request what a test says; one connection per request.</summary>
internal sealed class RoughServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Action<int, Answer> _answer;
    private readonly CancellationTokenSource _ended = new();
    private readonly List<string?> _ranges = [];

    internal RoughServer(Action<int, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(Serve);
    }

    internal Uri Address => field ??= new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The range of every request so far; null without one.</summary>
    internal IReadOnlyList<string?> Ranges
    {
        get
        {
            lock (_ranges) return [.. _ranges];
        }
    }

    public void Dispose()
    {
        _ = Address;
        _ended.Cancel();
        _listener.Dispose();
    }

    private async Task Serve()
    {
        while (!_ended.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_ended.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
            _ = Task.Run(() => Handle(socket));
        }
    }

    private void Handle(Socket socket)
    {
        using (socket)
        {
            var request = new StringBuilder();
            var one = new byte[1];
            while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (socket.Receive(one) == 0) return;
                request.Append((char)one[0]);
            }
            var range = request.ToString().Split("\r\n").FirstOrDefault(l => l.StartsWith("Range:", StringComparison.OrdinalIgnoreCase))?[6..].Trim();
            int number;
            lock (_ranges)
            {
                number = _ranges.Count;
                _ranges.Add(range);
            }
            try
            {
                _answer(number, new Answer(socket, request.ToString().Split(' ')[1], range, _ended.Token));
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The other side may go away first.
            }
        }
    }

    internal sealed class Answer(Socket socket, string path, string? range, CancellationToken ended)
    {
        internal string Path => path;

        /// <summary>Where the asked range starts; 0 without one.</summary>
        internal int RangeStart => range is null ? 0 : int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);

        internal void Head(string status, params string[] headers) =>
            socket.Send(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Connection: close\r\n\r\n"));

        /// <summary>Sends a content or its end from a byte on, as a range; the length that is told is that of all of it.</summary>
        internal void Send(byte[] content, int from = 0, int stopAfter = int.MaxValue, bool stall = false)
        {
            if (from == 0) Head("200 OK", $"Content-Length: {content.Length}");
            else Head("206 Partial Content", $"Content-Length: {content.Length - from}", $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}");
            socket.Send(content.AsSpan(from, Math.Min(stopAfter, content.Length - from)));
            if (stall) ended.WaitHandle.WaitOne();
        }
    }
}
