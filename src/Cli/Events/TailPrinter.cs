using Orders.Events;
using Orders.Operations.Events;
using Orders.Operations.Failures;
using Orders.Operations.Streams;
using Orders.Operations.Terminal;

namespace Orders.Cli.Events;

/// <summary>Prints the events of stream records, one a line.</summary>
/// <param name="filter">Selects the events.</param>
/// <param name="source">The CloudEvents source.</param>
/// <param name="json">Whether to print CloudEvents.</param>
/// <param name="showPersonalData">Whether personal data is shown unmasked.</param>
internal sealed class TailPrinter(EventFilter filter, string source, bool json, bool showPersonalData)
{
    private int _printed;

    /// <summary>The maximum number of events.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Prints the record's event if it matches.</summary>
    /// <returns>Whether to continue.</returns>
    public bool Print(StreamRecord record)
    {
        try
        {
            if (StreamEvents.Read(record) is { } told && filter.Matches(told))
            {
                Print(told);
                _printed++;
            }
        }
        catch (InvalidChangeException problem)
        {
            Progress.Say($"Record {record.SequenceNumber} of order {StreamEvents.Subject(record)} gives no event ({problem.Reason}): the Notifier dead-letters it on order-events-dlq.");
        }

        return _printed < Limit;
    }

    private void Print(OrderEvent told)
    {
        try
        {
            Write(told);
        }
        catch (IOException exception) when (Failure.Of(exception) is { } failure)
        {
            // Caught here, where the failure is known to be the output's. The stream reader would take it for a lost connection and reconnect.
            throw new CommandException(failure.Message ?? "", exception) { ExitCode = failure.ExitCode };
        }
    }

    private void Write(OrderEvent told)
    {
        if (json)
        {
            JsonOutput.WriteLine(OrderEventWriter.Write(told, source, filter.PersonalFields), showPersonalData);
        }
        else
        {
            Console.WriteLine(EventLine.Of(told, showPersonalData));
        }
    }
}
