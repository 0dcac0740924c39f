namespace Orders.Local.Processes;

/// <summary>The last lines that a process wrote: what is shown when it ends unexpectedly.</summary>
sealed class OutputTail(int lines = 20)
{
    readonly Queue<string> _lines = new(lines);

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == lines)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
}
