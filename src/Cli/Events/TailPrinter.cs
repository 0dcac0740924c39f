using Orders.Events;
using Orders.Operations.Events;
using Orders.Operations.Failures;
using Orders.Operations.Streams;
using Orders.Operations.Terminal;

namespace Orders.Cli.Events;

/// <summary>Prints the events of stream records, one a line.</summary>
/// <param name="filter">Which match.</param>
/// <param name="source">The CloudEvents source.</param>
/// <param name="json">Whether as CloudEvents.</param>
/// <param name="showPersonalData">Whether e-mail addresses are shown as they are.</param>
internal sealed class TailPrinter(EventFilter filter, string source, bool json, bool showPersonalData)
{
    private int _printed;

    /// <summary>How many are wanted.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Prints the record's event if it matches.</summary>
    /// <returns>Whether more are wanted.</returns>
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
        catch (UntellableChangeException problem)
        {
            Progress.Say($"Record {record.SequenceNumber} of order {StreamEvents.Subject(record)} tells of no event ({problem.Reason}): the Notifier sets it aside on order-events-dlq.");
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
            // Here, where it is known to be the output: whoever reads the stream takes it for a connection that comes back.
            throw new CommandException(failure.Message ?? "", exception) { ExitCode = failure.ExitCode };
        }
    }

    private void Write(OrderEvent told)
    {
        if (json)
        {
            JsonOutput.WriteLine(OrderEventWriter.Write(told, source, filter.IncludeCustomerEmail), showPersonalData);
        }
        else
        {
            Console.WriteLine(EventLine.Of(told, showPersonalData));
        }
    }
}
