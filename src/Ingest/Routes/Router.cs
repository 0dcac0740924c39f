using Orders.Ingest.Http;
using Orders.Model;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>Finds who answers a request. <c>contracts/openapi.yaml</c> has the same routes.</summary>
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

        // What is no id is the id of no order.
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

    // A caller that gives no content type, as a direct invocation, is taken to mean the only one there is.
    private static Task<ApiResponse> WithJson(ApiRequest request, Func<Task<ApiResponse>> respond)
    {
        var type = request.Header("content-type")?.Split(';', 2)[0].Trim();
        return string.IsNullOrEmpty(type) || type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            ? respond()
            : Task.FromResult(ApiResponse.Refusal(
                415, "The content type is not supported.", new FieldError("content-type", ErrorCodes.Value, "must be application/json")));
    }

    private static ApiResponse MethodNotAllowed(string allowed) => ApiResponse.Refusal(405, $"The resource answers {allowed} only.") with
    {
        Headers = new Dictionary<string, string> { ["Allow"] = allowed },
    };
}
