using Orders.Ingest.Http;
using Orders.Model;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>Routes requests. <c>contracts/openapi.yaml</c> has the same routes.</summary>
public sealed class Router(PlaceOrders place, GetOrder get, ListOrders list, ChangeOrder change)
{
    /// <summary>Answers a request.</summary>
    public async Task<ApiResponse> RespondAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Owner is not { } owner)
        {
            return ApiResponse.Refusal(403, "The API's authorizer does not name the caller.");
        }

        if (request.Path == ApiPath.Collection)
        {
            return request.Method switch
            {
                "POST" => await WithJson(request, () => place.RespondAsync(request, owner, cancellationToken)),
                "GET" => await list.RespondAsync(request, owner, cancellationToken),
                _ => MethodNotAllowed("GET, POST"),
            };
        }

        if (!ApiPath.IsOfApi(request.Path) || request.Path.AsSpan(ApiPath.Collection.Length + 1).Contains('/'))
        {
            return ApiResponse.Refusal(404, "There is no such resource.");
        }

        // An invalid id is answered like the id of an order that does not exist.
        if (!OrderId.TryParse(Uri.UnescapeDataString(request.Path[(ApiPath.Collection.Length + 1)..]), out var id))
        {
            return ApiResponse.NotFound();
        }

        var response = request.Method switch
        {
            "GET" => await get.RespondAsync(id, owner, cancellationToken),
            "PUT" => await WithJson(request, () => change.PutAsync(request, id, owner, cancellationToken)),
            "DELETE" => await change.DeleteAsync(request, id, owner, cancellationToken),
            _ => MethodNotAllowed("DELETE, GET, PUT"),
        };
        return response with { OrderId = id };
    }

    // A missing content type, as in a direct invocation, is accepted as JSON.
    private static Task<ApiResponse> WithJson(ApiRequest request, Func<Task<ApiResponse>> respond)
    {
        var type = request.Header("content-type")?.Split(';', StringSplitOptions.TrimEntries) ?? [""];
        if (!(type[0].Length == 0 || IsAnyOf(type[0], "application/json")) || type.Any(static parameter => IsOtherCharset(parameter)))
        {
            return NotSupported("content-type", "must be application/json, in UTF-8");
        }

        return request.Header("content-encoding") is { Length: > 0 } encoding && !IsAnyOf(encoding, "identity")
            ? NotSupported("content-encoding", "must be left out: the body is read as it is")
            : respond();
    }

    private static bool IsOtherCharset(string parameter) =>
        parameter.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value] && IsAnyOf(name, "charset") && !IsAnyOf(value.Trim('"'), "utf-8", "us-ascii");

    private static bool IsAnyOf(string value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (value.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static Task<ApiResponse> NotSupported(string header, string rule) =>
        Task.FromResult(ApiResponse.Refusal(415, "The content type is not supported.", new FieldError(header, ErrorCodes.Value, rule)));

    private static ApiResponse MethodNotAllowed(string allowed) => ApiResponse.Refusal(405, $"The resource answers {allowed} only.") with
    {
        Headers = new Dictionary<string, string> { ["Allow"] = allowed },
    };
}
