namespace Orders.Dev.Testing;

/// <summary>
/// Serializes the output of concurrent writers: the writer whose turn it is prints at once, and the lines of the others are kept until
/// their turn.
/// </summary>
internal sealed class Turns(Action<string> say)
{
    private readonly Action<string> _say = say;
    private readonly Lock _gate = new();
    private readonly Queue<Turn> _waiting = new();

    /// <summary>Returns a turn after those given before.</summary>
    public Turn Next()
    {
        lock (_gate)
        {
            var turn = new Turn(this);
            _waiting.Enqueue(turn);
            return turn;
        }
    }

    /// <summary>A writer's turn. Dispose it to pass on to the next.</summary>
    internal sealed class Turn(Turns turns) : IDisposable
    {
        private readonly List<string> _kept = [];
        private bool _isOver;

        /// <summary>Prints a line, now or when the turn comes.</summary>
        public void Say(string line)
        {
            lock (turns._gate)
            {
                if (turns._waiting.TryPeek(out var first) && first == this)
                {
                    turns._say(line);
                }
                else
                {
                    _kept.Add(line);
                }
            }
        }

        public void Dispose()
        {
            lock (turns._gate)
            {
                _isOver = true;
                while (turns._waiting.TryPeek(out var first) && first._isOver)
                {
                    turns._waiting.Dequeue();
                    if (turns._waiting.TryPeek(out var next))
                    {
                        next._kept.ForEach(turns._say);
                        next._kept.Clear();
                    }
                }
            }
        }
    }
}
