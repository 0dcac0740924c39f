namespace Orders.Local.Processes;

/// <summary>The last lines of a process's output, shown if it ends unexpectedly.</summary>
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
