using System.Globalization;
using System.Text.Json;
using Orders.Model;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace Orders.Settings;

/// <summary>Reads a function's environment variables, and collects everything that is wrong with them.</summary>
/// <param name="variable">Returns the value of a variable; null if it is not set.</param>
public sealed class EnvironmentReader(Func<string, string?> variable)
{
    private readonly List<string> _problems = [];

    /// <summary>Reads a name of 1–<paramref name="maxLength"/> characters.</summary>
    public string Name(string name, int maxLength) =>
        Read(name, $"must be a name of 1 to {maxLength} characters", value => value.Length <= maxLength ? value : null) ?? "";

    /// <summary>Returns the function's deployed name, which Lambda sets; <paramref name="otherwise"/> outside Lambda.</summary>
    public string FunctionName(string otherwise) => variable("AWS_LAMBDA_FUNCTION_NAME") is { Length: > 0 } name ? name : otherwise;

    /// <summary>Returns the level of Lambda's log settings; INFO outside Lambda.</summary>
    public Level MinLogLevel() => variable("AWS_LAMBDA_LOG_LEVEL") switch
    {
        // AWS Lambda Developer Guide, "Log-level filtering".
        "TRACE" => Level.Trace,
        "DEBUG" => Level.Debug,
        "WARN" => Level.Warning,
        "ERROR" => Level.Error,
        "FATAL" => Level.Critical,
        _ => Level.Information,
    };

    /// <summary>Reads the absolute URL of a queue.</summary>
    public string QueueUrl(string name) =>
        Read(name, "must be the absolute http or https URL of an SQS queue", static value => IsQueueUrl(value) ? value : null) ?? "";

    /// <summary>Reads a whole number within bounds.</summary>
    public int WholeNumber(string name, int min, int max) =>
        Read<object>(
            name,
            $"must be an integer from {min} to {max}",
            value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null)
            is int number ? number : min;

    /// <summary>Reads a whole number within bounds; null if the variable is not set or empty.</summary>
    public int? OptionalWholeNumber(string name, int min, int max) => string.IsNullOrEmpty(variable(name)) ? null : WholeNumber(name, min, max);

    /// <summary>Reads statuses, separated by commas; empty for none.</summary>
    public IReadOnlySet<OrderStatus> Statuses(string name)
    {
        if (variable(name) is "")
        {
            return new HashSet<OrderStatus>();
        }

        return Read(name, $"must be statuses separated by commas, each one of {OrderStatusNames.All}", static value =>
        {
            var statuses = new HashSet<OrderStatus>();
            foreach (var part in value.Split(','))
            {
                if (!OrderStatusNames.TryParse(part.Trim(), out var status) || !statuses.Add(status))
                {
                    return null;
                }
            }

            return statuses;
        }) ?? [];
    }

    /// <summary>Reads a value in another format.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="rule">The variable's rule, as in "must be …".</param>
    /// <param name="parse">Returns null for a value that breaks the rule.</param>
    public T? Read<T>(string name, string rule, Func<string, T?> parse)
        where T : class
    {
        var value = variable(name);
        var parsed = string.IsNullOrEmpty(value) ? null : parse(value);
        if (parsed is null)
        {
            _problems.Add($"{name} {(string.IsNullOrEmpty(value) ? "is not set: it " : "")}{rule}.");
        }

        return parsed;
    }

    /// <summary>Reads a value in another format; null if the variable is not set or empty.</summary>
    /// <inheritdoc cref="Read"/>
    public T? Optional<T>(string name, string rule, Func<string, T?> parse)
        where T : class => string.IsNullOrEmpty(variable(name)) ? null : Read(name, rule, parse);

    /// <summary>Reads the elements of a JSON array; null if the text is not JSON or of another shape, or if a member is missing.</summary>
    public static List<T>? List<T>(string json, Func<JsonElement, T> parse)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateArray().Select(parse).ToList();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Throws if anything is wrong, with all problems.</summary>
    /// <exception cref="SettingsException">A variable is missing or breaks its rule.</exception>
    public void ThrowIfWrong()
    {
        if (_problems.Count > 0)
        {
            throw new SettingsException(_problems);
        }
    }

    /// <summary>Whether the text is the absolute http or https URL of a queue.</summary>
    public static bool IsQueueUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath.Length > 1;
}
