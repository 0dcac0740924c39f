using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orders.Operations.Http;

namespace Orders.Local.CloudWatch;

/// <summary>CloudWatch's API with AWS JSON 1.0, for <c>aws cloudwatch get-metric-data</c> and our own commands. Signatures are not checked.</summary>
sealed class CloudWatchApi(MetricStore store, QueueMetrics? queues)
{
    public const long MaxRequestBytes = 1024 * 1024;

    const string Operation = "GraniteServiceVersion20100801.GetMetricData";

    public async Task HandleAsync(HttpContext http)
    {
        if (http.Request.Headers["X-Amz-Target"] != Operation)
        {
            await RefuseAsync(http, "UnknownOperationException", "Only GetMetricData is served here, by AWS JSON 1.0.");
            return;
        }

        try
        {
            var body = await RequestBody.ReadAsync(http.Request, MaxRequestBytes, http.RequestAborted);
            if (queues is not null)
            {
                await queues.SampleAsync(http.RequestAborted);
            }

            using var request = JsonDocument.Parse(body ?? []);
            await AnswerAsync(http, StatusCodes.Status200OK, GetMetricData.Answer(request.RootElement, store));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            await RefuseAsync(http, "InvalidParameterValue", exception.Message);
        }
    }

    static Task RefuseAsync(HttpContext http, string type, string message)
    {
        var error = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(error))
        {
            writer.WriteStartObject();
            writer.WriteString("__type"u8, type);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
        }

        return AnswerAsync(http, StatusCodes.Status400BadRequest, error.WrittenMemory);
    }

    static async Task AnswerAsync(HttpContext http, int status, ReadOnlyMemory<byte> json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/x-amz-json-1.0";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json);
    }
}
