using System.Net;

namespace Orders.Dev.Demo;

/// <summary>
/// Calls the API as a careful client does: a request without an answer, or with a 5xx answer, is retried after the time that the API names,
/// or with growing backoff.
/// </summary>
internal sealed class ApiClient(HttpClient api, TimeProvider time)
{
    private const int Attempts = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(2);

    /// <summary>Sends a request.</summary>
    /// <param name="request">Creates the request anew for each attempt.</param>
    /// <param name="isRepeatable">Whether the request is idempotent; otherwise it is sent once.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The last answer; null if there was none.</returns>
    public async Task<HttpResponseMessage?> SendAsync(Func<HttpRequestMessage> request, bool isRepeatable, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await TrySendAsync(request, cancellationToken);
            if (response?.StatusCode < HttpStatusCode.InternalServerError || attempt == Attempts || !isRepeatable)
            {
                return response;
            }

            var pause = response?.Headers.RetryAfter?.Delta ?? Pause * attempt;
            response?.Dispose();
            await Task.Delay(pause < MaxPause ? pause : MaxPause, time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage?> TrySendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = request();
            return await api.SendAsync(message, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
