using System.Globalization;
using Orders.Ingest.Http;
using Orders.Json;
using Orders.Model;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>Answers <c>GET /orders?status=…&amp;limit=…&amp;cursor=…</c>.</summary>
public sealed class ListOrders(StatusIndex index, UnreadableRows unreadableRows)
{
    /// <summary>The default number of orders on a page.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The maximum number of orders on a page.</summary>
    public const int MaxOrders = 200;

    /// <summary>Returns a page of the caller's orders.</summary>
    public async Task<ApiResponse> RespondAsync(ApiRequest request, string owner, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        errors.AddRange(request.Query.Keys
            .Where(static name => name is not ("status" or "limit" or "cursor"))
            .Take(FieldError.Most)
            .Select(static name => FieldError.Unknown(name, "is not a parameter of this resource")));
        var status = Status(request, errors);
        var limit = Limit(request, errors);
        var cursor = Cursor(request, errors);
        if (errors.Count > 0)
        {
            return ApiResponse.Refusal(400, "The request is not valid.", errors);
        }

        var page = await index.ListAsync(status, owner, limit, cursor, cancellationToken);
        unreadableRows.Report(page.Unreadable);
        return ApiResponse.Json(200, page, static (writer, page) =>
        {
            writer.WriteStartArray("orders");
            foreach (var order in page.Orders)
            {
                OrderJson.Write(writer, order, PersonalFields.All);
            }

            writer.WriteEndArray();
            if (page.Unreadable.Count > 0)
            {
                UnreadableRow.Write(writer, page.Unreadable, withAttribute: false);
            }

            writer.WriteOptional("cursor", page.Next?.ToString());
        });
    }

    private OrderStatus Status(ApiRequest request, List<FieldError> errors)
    {
        var name = request.Query.GetValueOrDefault("status");
        if (!OrderStatusNames.TryParse(name, out var status))
        {
            errors.Add(name is null
                ? new FieldError("status", ErrorCodes.Required, "must be given")
                : new FieldError("status", ErrorCodes.Value, $"must be one of {OrderStatusNames.All}"));
        }
        else if (!index.Covers(status))
        {
            errors.Add(new FieldError("status", ErrorCodes.NotIndexed, "must be one of those that this deployment indexes"));
        }

        return status;
    }

    private static int Limit(ApiRequest request, List<FieldError> errors)
    {
        if (!request.Query.TryGetValue("limit", out var text))
        {
            return DefaultLimit;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > MaxOrders)
        {
            errors.Add(new FieldError("limit", ErrorCodes.Range, $"must be an integer from 1 to {MaxOrders}"));
        }

        return limit;
    }

    private static ListCursor? Cursor(ApiRequest request, List<FieldError> errors)
    {
        if (!request.Query.TryGetValue("cursor", out var text))
        {
            return null;
        }

        if (!ListCursor.TryParse(text, out var cursor))
        {
            errors.Add(new FieldError("cursor", ErrorCodes.Format, "must be a cursor that this resource has given"));
        }

        return cursor;
    }
}
