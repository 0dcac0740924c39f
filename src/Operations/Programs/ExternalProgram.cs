using System.Diagnostics;
using System.Text;
using Orders.Operations.Failures;

namespace Orders.Operations.Programs;

/// <summary>Runs other programs to completion.</summary>
internal static class ExternalProgram
{
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);

    /// <summary>Runs a program and returns its output. Cancellation ends the program.</summary>
    public static async Task<(int Status, string Output)> RunAsync(
        string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        var status = await RunAsync(
            program,
            arguments,
            folder,
            line =>
            {
                lock (output)
                {
                    output.AppendLine(line);
                }
            },
            cancellationToken);
        return (status, output.ToString());
    }

    /// <summary>Runs a program and passes on each line of its output.</summary>
    public static async Task<int> RunAsync(
        string program, IReadOnlyList<string> arguments, string folder, Action<string> onLine, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        // A build server that stays running would outlive this program.
        process.StartInfo.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        process.StartInfo.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        process.StartInfo.Environment["UseSharedCompilation"] = "false";
        process.StartInfo.Environment["DOTNET_NOLOGO"] = "1";
        void Take(object _, DataReceivedEventArgs line)
        {
            if (line.Data is { } text)
            {
                onLine(text);
            }
        }

        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new CommandException($"{program} cannot be started: is it installed and on the PATH?", exception);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await WaitAsync(process, cancellationToken);
    }

    /// <summary>Waits for a program to end. Cancellation ends the program and its children.</summary>
    /// <returns>The program's exit status.</returns>
    public static async Task<int> WaitAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            process.Exited += (_, _) => exited.TrySetResult();
            process.EnableRaisingEvents = true;
            await exited.Task.WaitAsync(cancellationToken);
            try
            {
                // For the last lines. A process that the program left behind may keep its output open forever.
                await process.WaitForExitAsync(cancellationToken).WaitAsync(LastLines, cancellationToken);
            }
            catch (TimeoutException)
            {
            }

            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
