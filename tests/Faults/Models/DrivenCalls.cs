using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Models;

/// <summary>Lets a universe go on until a call in it has ended.</summary>
internal static class DrivenCalls
{
    public static T Finish<T>(this Universe universe, Func<Task<T>> call)
    {
        var task = call();
        while (!task.IsCompleted)
        {
            universe.RunUntil(universe.Now + TimeSpan.FromSeconds(1));
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Does work on a thread that has no context of a test's.</summary>
    public static Task<T> OnOwnThread<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }).Start();
        return done.Task;
    }
}
