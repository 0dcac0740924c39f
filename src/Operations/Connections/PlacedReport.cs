using System.Text.Json.Serialization;

namespace Orders.Operations.Connections;

/// <summary>A report of a change, with the account and region in which it was made.</summary>
internal abstract record PlacedReport
{
    /// <summary>The account and region of the queues; null if not known.</summary>
    [JsonIgnore]
    public AwsPlace? Place { get; init; }

    /// <summary>The account of the queues.</summary>
    public string? Account => Place?.Account;

    /// <summary>The region of the queues.</summary>
    public string? Region => Place?.Region;
}
