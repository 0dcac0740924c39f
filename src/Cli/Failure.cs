using Amazon.Runtime;
using Orders.Local;
using Orders.Resilience;
using Orders.Storage;

namespace Orders.Cli;

/// <summary>Why a command ended, for a person and for whoever looks at its exit status.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Message">What to say; null where the user ended it.</param>
internal readonly record struct Failure(int ExitCode, string? Message = null)
{
    /// <summary>What an exception means; null where it is a bug, whose stack trace is wanted.</summary>
    public static Failure? Of(Exception exception) => exception switch
    {
        CommandException told => new Failure(told.ExitCode, told.Message),
        LocalPipelineException => new Failure(ExitCodes.CannotRun, exception.Message),
        AmazonServiceException { ErrorCode: "ResourceNotFoundException" } => new Failure(
            ExitCodes.CannotRun, $"AWS has no such resource there: {exception.Message} Check --region, --prefix and --endpoint."),
        DependencyUnavailableException { InnerException: OperationCanceledException } => new Failure(ExitCodes.Interrupted),
        DependencyUnavailableException => new Failure(ExitCodes.CannotRun, $"{exception.Message} {exception.InnerException?.Message}"),
        UnreadableRowException => new Failure(ExitCodes.CannotRun, $"A row of the table is no order. {exception.Message}"),
        AmazonServiceException or AmazonClientException => new Failure(ExitCodes.CannotRun, $"AWS could not be called: {exception.Message}"),
        OperationCanceledException => new Failure(ExitCodes.Interrupted),
        _ when TransientFaults.IsUnavailable(exception) => new Failure(ExitCodes.CannotRun, $"AWS could not be called: {exception.Message}"),
        _ => null,
    };
}
