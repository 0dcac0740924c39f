using System.Diagnostics;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Targets;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Fuzzing.Campaigns;

/// <summary>Inputs for one target, by number: the same number is the same input. It ends at the first that escapes, unless it finds all.</summary>
/// <param name="name">As in reports.</param>
/// <param name="create">Makes the target, one for each thread.</param>
internal sealed class Campaign(string name, Func<Target> create)
{
    private const string Hanging = "hangs";
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _outcomes = [];
    private ulong _next;
    private readonly Dictionary<string, Finding> _found = new(StringComparer.Ordinal);
    private Exception? _broken;

    public string Name => name;

    /// <summary>Whether it goes on behind an input that escaped, and gives the first input of each kind.</summary>
    public bool FindsAll { get; init; }

    public Target Create() => create();

    /// <summary>The input of a number.</summary>
    public static byte[] Input(Target target, ulong number)
    {
        var dice = new Dice(new Dice(number).Next());
        return target.Mutate(dice.Of(target.Seeds), dice);
    }

    /// <summary>Runs inputs, on as many threads as there are cores.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="limit">After how long no further one is begun.</param>
    public CampaignResult Run(ulong first, ulong count, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        _next = first;
        // In the background: one that hangs must not keep the program.
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Worker(this)).ToList();
        workers.ForEach(worker => worker.Start(() => _next - first < count && watch.Elapsed < limit));
        while (workers.Exists(static worker => !worker.Join(TimeSpan.FromMilliseconds(200))))
        {
            if (workers.Find(static worker => worker.Busy > Hangs) is { } hanging)
            {
                Found(new Finding(name, hanging.Number, hanging.Input, Hanging, $"no outcome in {Hangs}"));
                break;
            }
        }

        return _broken is null ? Result(watch.Elapsed) : throw new InvalidOperationException("The fuzzing itself broke.", _broken);
    }

    /// <summary>Runs inputs that are made of others that reached new edges of the code, on this thread alone.</summary>
    public CampaignResult RunGuided(ulong first, ulong count, TimeSpan limit, bool keeps = true)
    {
        using var target = create();
        var corpus = target.Seeds.ToList();
        var watch = Stopwatch.StartNew();
        corpus.ForEach(seed => Try(target, seed, null));
        Coverage.KeepsNew();
        for (var number = first; number - first < count && _found.Count == 0 && watch.Elapsed < limit; number++)
        {
            var dice = new Dice(new Dice(number).Next());
            var input = target.Mutate(dice.Of(corpus), dice);
            Coverage.Begin();
            Try(target, input, null);
            if (Coverage.KeepsNew() && keeps)
            {
                corpus.Add(input);
            }
        }

        return Result(watch.Elapsed) with { Coverage = $", {Coverage.Edges:N0} edges, {corpus.Count - target.Seeds.Count:N0} inputs kept" };
    }

    /// <summary>Runs one input again.</summary>
    public CampaignResult RunOne(byte[]? input, ulong? number)
    {
        using var target = create();
        var watch = Stopwatch.StartNew();
        Try(target, input ?? Input(target, number!.Value), number);
        return Result(watch.Elapsed);
    }

    private void Try(Target target, byte[] input, ulong? number)
    {
        string outcome;
        try
        {
            outcome = Trial.Run(target, input);
        }
        catch (Escape escape)
        {
            outcome = "escaped";
            Found(new Finding(name, number, input, escape.Kind, escape.Message));
        }

        lock (_gate)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        }
    }

    private void Found(Finding finding)
    {
        lock (_gate)
        {
            _found.TryAdd(finding.Kind, finding);
        }
    }

    private CampaignResult Result(TimeSpan elapsed)
    {
        lock (_gate)
        {
            return new CampaignResult(name, elapsed, _outcomes.ToDictionary(), [.. _found.Values.OrderBy(static found => found.Kind, StringComparer.Ordinal).Select(Shrunk)]);
        }
    }

    // What is slow is left as it is: made smaller, it would be slow by so little that the next run may not show it.
    private Finding Shrunk(Finding found)
    {
        if (found.Kind is Hanging or Trial.Slow)
        {
            return found;
        }

        using var target = create();
        var small = new InputShrinker(target, found.Kind).Shrink(found.Input);
        return found with { Input = small, Detail = Trial.EscapeOf(target, small)?.Message ?? found.Detail };
    }

    private sealed class Worker(Campaign campaign)
    {
        private Thread? _thread;
        private long _since = long.MaxValue;

        public ulong Number { get; private set; }

        public byte[] Input { get; private set; } = [];

        public TimeSpan Busy => Volatile.Read(ref _since) is var since && since == long.MaxValue ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since);

        public bool Join(TimeSpan wait) => _thread!.Join(wait);

        // A thread of its own: a test's have a context that would take continuations elsewhere.
        public void Start(Func<bool> more)
        {
            _thread = new Thread(() => Work(more)) { IsBackground = true };
            _thread.Start();
        }

        private void Work(Func<bool> more)
        {
            try
            {
                using var target = campaign.Create();
                while (Take(more))
                {
                    Input = Campaign.Input(target, Number);
                    Volatile.Write(ref _since, Stopwatch.GetTimestamp());
                    campaign.Try(target, Input, Number);
                    Volatile.Write(ref _since, long.MaxValue);
                }
            }
            catch (Exception exception)
            {
                lock (campaign._gate)
                {
                    campaign._broken ??= new InvalidOperationException($"Input {Number} of {campaign.Name}", exception);
                }
            }
        }

        private bool Take(Func<bool> more)
        {
            lock (campaign._gate)
            {
                if ((campaign._found.Count > 0 && !campaign.FindsAll) || campaign._broken is not null || !more())
                {
                    return false;
                }

                Number = campaign._next++;
                return true;
            }
        }
    }
}
