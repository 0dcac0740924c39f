namespace Orders.Processor;

/// <summary>The messages of a batch about one order, in their order.</summary>
internal sealed class OrderGroup
{
    private readonly Queue<WorkItem> _items = new(1);
    private int _early;

    /// <summary>Whether no message is left that is worth another attempt in this batch.</summary>
    public bool IsDone => _items.Count == _early;

    /// <summary>Adds a message at the end.</summary>
    public void Enqueue(WorkItem item) => _items.Enqueue(item);

    /// <summary>Takes the next message.</summary>
    public WorkItem Dequeue() => _items.Dequeue();

    /// <summary>
    /// Records a message's result. An early message is tried again after the others of its order, because one of them may be the one that it waits
    /// for. A failed message ends the group: later ones must not overtake it.
    /// </summary>
    /// <param name="item">The message that was taken.</param>
    /// <param name="results">All results of the batch.</param>
    public void Note(WorkItem item, MessageResult[] results)
    {
        var result = results[item.Index];
        if (result.IsEarly)
        {
            _items.Enqueue(item);
            _early++;
            return;
        }

        _early = 0;
        if (result.Disposition != Disposition.ReturnedForRetry)
        {
            return;
        }

        foreach (var behind in _items.Where(behind => !results[behind.Index].IsEarly))
        {
            results[behind.Index] = MessageResult.ReturnForRetry(MessageResult.BehindAnother);
        }

        _items.Clear();
    }
}
