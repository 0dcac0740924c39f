namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of how events are made and delivered.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> Events =>
    [
        new("delivery-too-long-before-failure", "src/Core/Events/EventDelivery.cs", "[.. unsent[true].Select(index => wanted[index].Index)]", "unsent[false].Any() ? [] : [.. unsent[true].Select(index => wanted[index].Index)]",
            "An event that is too long in front of a failed one is set aside."),
        new("delivery-too-long-is-failure", "src/Core/Events/EventDelivery.cs", "results[index].Cause == QueueSender.TooLong", "false",
            "An event that is too long does not stop its shard."),
        new("delivery-place-in-wanted", "src/Core/Events/EventDelivery.cs", "new UndeliveredEvent(wanted[index].Index, wanted[index].Event, messages[index])", "new UndeliveredEvent(index, wanted[index].Event, messages[index])",
            "A batch stops at the record whose event failed, although the consumer does not want all types."),
        new("delivery-too-long-place-in-wanted", "src/Core/Events/EventDelivery.cs", "[.. unsent[true].Select(index => wanted[index].Index)]", "[.. unsent[true]]",
            "The record whose event is too long is set aside, although the consumer does not want all types."),
        new("delivery-cause-of-last", "src/Core/Events/EventDelivery.cs", "unsent[false].Select(index => results[index].Cause).FirstOrDefault(static cause => cause is not null)", "unsent[false].Select(index => results[index].Cause).LastOrDefault(static cause => cause is not null)",
            "The cause of a delivery is that of its first failure."),
        new("delivery-all-types", "src/Core/Events/EventDelivery.cs", "consumer.Types.Contains(placed.Event.Type)", "true",
            "A consumer gets the types that it wants."),
        new("delivery-sent-counts-all", "src/Core/Events/EventDelivery.cs", "results.Count(static result => result.IsSent)", "results.Count",
            "Only events that were sent are counted."),
        new("event-removed-sequence", "src/Core/Events/OrderEvent.cs", "removed.Version + 1", "removed.Version",
            "Each event of an order has an id of its own."),
        new("event-reason-of-first", "src/Core/Events/OrderEvent.cs", "changed.History is [.., var last] ? last.Reason : null", "changed.History is [var first, ..] ? first.Reason : null",
            "A change is told with its own reason."),
        new("event-has-unlisted-personal-fields", "src/Core/Json/OrderJson.cs", "(!field.IsPersonal || personalFields.Contains(field.Name))", "(field.IsPersonal || !field.IsPersonal)",
            "An event has only the personal fields that its consumer lists."),
        new("row-erased-lacks-anything", "src/Core/Storage/OrderRowReader.cs", "text.IsOptional || (isErased && text.IsPersonal)", "text.IsOptional || isErased",
            "An erased row lacks personal fields only."),
        new("row-lacks-a-name", "src/Core/Storage/OrderRowReader.cs", "text.IsOptional || (isErased && text.IsPersonal)", "text.IsOptional || text.IsPersonal",
            "A row may lack the customer's name only if it was erased."),
        new("event-version-stays", "src/Core/Events/StreamChange.cs", "told is not null && changed.Version == old.Version", "false",
            "A change whose event has the id of another is set aside."),
        new("event-removed-by-any-service", "src/Core/Events/StreamChange.cs", "IdentityType == \"Service\" && PrincipalId == \"dynamodb.amazonaws.com\"", "IdentityType == \"Service\"",
            "Only the table's time to live is told as time_to_live."),
    ];
}
