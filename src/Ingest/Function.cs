using System.Text.Unicode;
using Amazon.Lambda.Core;
using Orders.Ingest.Http;
using Orders.Ingest.Routes;
using Orders.Model;
using Orders.Observability;
using Orders.Resilience;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Ingest;

/// <summary>Handles requests to the orders API.</summary>
public sealed class Function(Router router, FunctionLogger logger, Metrics metrics, TimeProvider time)
{
    private static readonly FieldError NotJson = new(FieldError.Body, ErrorCodes.Encoding, "must be valid JSON, or base64 where it says so");

    /// <summary>The time kept for the answer.</summary>
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(1);

    /// <summary>Handles one request. A failure that is not the caller's is a 500 or 503 answer, and a metric.</summary>
    /// <exception cref="UnexpectedEventException">The event is from a service that does not read an answer: a failed invocation is retried or
    /// dead-lettered.</exception>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        logger.Begin(context.AwsRequestId, context.TraceId);
        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer);
        buffer.Position = 0;

        var request = Read(buffer, context.TraceId, out var shape, out var error);
        var response = request is null ? ApiResponse.Refusal(400, "The request cannot be read.", error) : await RespondAsync(request, context);
        Log.RequestAnswered(logger, request is null ? "-" : LoggedMethod(request.Method), response.Status, response.OrderId, TraceParent.TraceIdOf(request?.Trace));
        metrics.Flush();
        return ApiResponseWriter.Write(response, shape);
    }

    /// <returns>Null if the event cannot be read.</returns>
    private ApiRequest? Read(MemoryStream buffer, string? invocationTrace, out EventShape shape, out FieldError error)
    {
        shape = EventShape.Direct;
        error = NotJson;
        try
        {
            var utf8 = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
            shape = EventShapes.Of(utf8);
            // A member that is read late would fail there.
            if (!Utf8.IsValid(utf8))
            {
                throw new UnreadableEventException(NotJson);
            }

            return ApiRequestReader.Read(buffer, shape) with { InvocationTrace = invocationTrace };
        }
        catch (UnreadableEventException exception)
        {
            Log.RequestUnreadable(logger, exception);
            error = exception.Error;
            return null;
        }
        catch (Exception exception) when (exception is not UnexpectedEventException)
        {
            // The boundary: whatever the event is, and whichever serializer reads it, its sender gets an answer.
            Log.RequestUnreadable(logger, exception);
            return null;
        }
    }

    private async Task<ApiResponse> RespondAsync(ApiRequest request, ILambdaContext context)
    {
        using var deadline = new Deadline(context.RemainingTime, AnswerMargin, time);
        try
        {
            return await router.RespondAsync(request, deadline.Token);
        }
        catch (DependencyUnavailableException exception)
        {
            Log.DependencyUnavailable(logger, exception, exception.Dependency);
            metrics.Count(MetricNames.RequestsFailed);
            return ApiResponse.Unavailable();
        }
        catch (UnreadableRowException)
        {
            // The operators were notified. The owner learns that the order exists, and is unusable until they have repaired it.
            metrics.Count(MetricNames.RequestsFailed);
            return ApiResponse.Refusal(
                500, "The order cannot be read for now.", new FieldError("order_id", ErrorCodes.UnreadableRow, "is the id of an order that its operators must repair first"));
        }
        catch (Exception exception)
        {
            // The boundary: the caller gets an answer without the exception's text.
            Log.RequestFailed(logger, exception);
            metrics.Count(MetricNames.RequestsFailed);
            return ApiResponse.Refusal(500, "The request failed through no fault of yours.");
        }
    }

    // A caller may send any word as method.
    private static string LoggedMethod(string method) =>
        method is "GET" or "POST" or "PUT" or "DELETE" or "PATCH" or "HEAD" or "OPTIONS" ? method : "other";
}
