using System.Runtime.InteropServices;

namespace Orders.Operations.Terminal;

/// <summary>
/// Cancels a command on a signal, so that it cleans up: Ctrl-C (SIGINT), SIGTERM, a closed terminal (SIGHUP) and Ctrl-\ (SIGQUIT).
/// System.CommandLine handles only the first two. A signal that the caller ignores, as <c>nohup</c> does, stays ignored.
/// </summary>
internal sealed class TerminationSignals : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private static readonly AsyncLocal<TerminationSignals?> Current = new();

    private readonly CancellationTokenSource _cancel = new();
    private readonly CancellationTokenSource _expired = new();
    private readonly List<PosixSignalRegistration> _registrations;

    /// <param name="limit">The maximum time for the clean-up.</param>
    /// <param name="expired">Called when that time is over: a call that no token can end, such as opening a named pipe, may hold up the command.</param>
    public TerminationSignals(TimeSpan limit, Action expired)
    {
        _expired.Token.Register(expired);
        _registrations =
        [
            .. Signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _expired.CancelAfter(limit);
                _cancel.Cancel();
            })),
        ];
        Current.Value = this;
    }

    /// <summary>Cancelled by a signal to the running command, for calls that take no token.</summary>
    public static CancellationToken OfCommand => Current.Value?.Cancel ?? CancellationToken.None;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Cancel => _cancel.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(static registration => registration.Dispose());
        _cancel.Dispose();
        _expired.Dispose();
    }
}
