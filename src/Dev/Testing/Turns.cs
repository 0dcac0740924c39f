namespace Orders.Dev.Testing;

/// <summary>
/// Lets several speak at once and prints it one after the other: who has the turn is heard at once, what the others say is kept
/// until it is theirs.
/// </summary>
internal sealed class Turns(Action<string> say)
{
    private readonly Action<string> _say = say;
    private readonly Lock _gate = new();
    private readonly Queue<Turn> _waiting = new();

    /// <summary>A turn behind those that were given before.</summary>
    public Turn Next()
    {
        lock (_gate)
        {
            var turn = new Turn(this);
            _waiting.Enqueue(turn);
            return turn;
        }
    }

    /// <summary>One that speaks. Whoever is done with it disposes it.</summary>
    internal sealed class Turn(Turns turns) : IDisposable
    {
        private readonly List<string> _kept = [];
        private bool _isOver;

        /// <summary>Says a line, now or when it is this one's turn.</summary>
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
