using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Orders.Operations.Http;

/// <summary>Reads whole request bodies.</summary>
static class RequestBody
{
    /// <summary>Returns the body; null if it is longer than <paramref name="limitBytes"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, long limitBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > limitBytes)
        {
            return null;
        }

        try
        {
            return await ReadWholeAsync(request.BodyReader, limitBytes, cancellation);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // The server's own limit, which a chunked body reaches first.
            return null;
        }
    }

    static async Task<byte[]?> ReadWholeAsync(PipeReader reader, long limitBytes, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > limitBytes)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
