using Orders.Ingest.Http;

namespace Orders.Ingest.Routes;

/// <summary>Creates the answers to placements.</summary>
internal static class PlacementAnswers
{
    /// <summary>Returns the answer to a single order.</summary>
    public static ApiResponse ToSingle(Placement placement, ApiRequest request)
    {
        switch (placement.Outcome)
        {
            case PlacementOutcome.Refused:
                return Refusals.Of(placement.Errors, "The order is not valid.");
            case PlacementOutcome.Conflict:
                return ApiResponse.Refusal(422, "The idempotency key was used before with other content.", placement.Errors);
            case PlacementOutcome.Unsent:
                return ApiResponse.Unavailable();
        }

        var headers = new Dictionary<string, string> { ["Location"] = request.PathOf(placement.Order!.Id) };
        if (placement.Outcome == PlacementOutcome.Replayed)
        {
            headers["Idempotency-Replayed"] = "true";
        }

        return ApiResponse.Json(200, placement.Order.Id, static (writer, id) =>
        {
            writer.WriteString("message", "Order placed");
            writer.WriteString("order_id", id.Value);
        }) with
        {
            Headers = headers,
            OrderId = placement.Order.Id,
        };
    }

    /// <summary>Returns the answer to an array: one result for each order, in their order.</summary>
    public static ApiResponse ToArray(List<Placement> placements)
    {
        // Nothing was queued: one plain "send it again" is easier to handle than many.
        if (placements.TrueForAll(static placement => placement.Outcome == PlacementOutcome.Unsent))
        {
            return ApiResponse.Unavailable();
        }

        return ApiResponse.Json(200, placements, static (writer, placements) =>
        {
            writer.WriteStartArray("results");
            foreach (var placement in placements)
            {
                writer.WriteStartObject();
                if (placement.Outcome is PlacementOutcome.Queued or PlacementOutcome.Replayed)
                {
                    writer.WriteString("order_id", placement.Order!.Id.Value);
                }
                else
                {
                    ApiResponse.WriteError(writer, Error(placement.Outcome), placement.Errors);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static string Error(PlacementOutcome outcome) => outcome switch
    {
        PlacementOutcome.Conflict => "The idempotency key was used before with other content.",
        PlacementOutcome.Unsent => "The order was not queued; send it again.",
        _ => "The order is not valid.",
    };
}
