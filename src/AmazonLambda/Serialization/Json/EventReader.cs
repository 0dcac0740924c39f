using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;

namespace Amazon.Lambda.Serialization.SystemTextJson.Json;

/// <summary>Reads the value at the reader's position, to its end.</summary>
internal delegate T ReadValue<out T>(ref EventReader reader);

/// <summary>
/// Reads an event with <see cref="Utf8JsonReader"/>, value by value. A null is null wherever it occurs; any other value of the wrong kind is a
/// <see cref="JsonException"/>, whose message contains the position and none of the content.
/// </summary>
internal ref struct EventReader
{
    // A stored item nests 32 levels deep, at two levels of JSON each, inside six levels of the event.
    private const int MaxDepth = 128;

    private readonly StringPool _pool;
    private Utf8JsonReader _json;
    private string? _rootMember;

    private EventReader(ReadOnlySpan<byte> utf8, StringPool pool)
    {
        _pool = pool;
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="JsonException">The document is malformed, or a value in it has the wrong kind.</exception>
    public static T? ReadDocument<T>(ReadOnlySpan<byte> utf8, StringPool pool, ReadValue<T> read)
        where T : class
    {
        EventReader reader = new(utf8, pool);
        try
        {
            reader._json.Read();
            var value = reader.Object(read);
            reader._json.Read();
            return value;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in a text that is not read as text.
            throw reader.Unexpected("valid text");
        }
        catch (JsonException exception) when (exception.LineNumber is not null)
        {
#pragma warning disable MA0054 // Not as the inner exception: Utf8JsonReader's message quotes the content.
            throw new JsonException(
                $"The event is not valid JSON at line {exception.LineNumber}, byte {exception.BytePositionInLine}.",
                path: null,
                exception.LineNumber,
                exception.BytePositionInLine);
#pragma warning restore MA0054
        }
    }

    /// <summary>Moves to the next member's value.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>False at the object's end.</returns>
    public bool NextMember(out string name)
    {
        _json.Read();
        if (_json.TokenType is JsonTokenType.EndObject)
        {
            name = string.Empty;
            return false;
        }

        name = Pooled();
        if (_json.CurrentDepth == 1)
        {
            _rootMember = name;
        }

        _json.Read();
        return true;
    }

    /// <summary>Moves to the next member's value without creating a string: for names of a few letters.</summary>
    /// <param name="name">The member's name in UTF-8.</param>
    /// <returns>False at the object's end.</returns>
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        _json.Read();
        if (_json.TokenType is JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(Text()) : _json.ValueSpan;
        _json.Read();
        return true;
    }

    /// <summary>Whether the value is an object, whose members follow; false for null.</summary>
    public readonly bool BeginsObject() => Is(JsonTokenType.StartObject, "an object");

    /// <summary>Reads an object.</summary>
    /// <param name="read">Reads its members.</param>
    public T? Object<T>(ReadValue<T> read)
        where T : class =>
        BeginsObject() ? read(ref this) : null;

    /// <summary>Reads a list of objects.</summary>
    public List<T?>? Objects<T>(ReadValue<T> read)
        where T : class
    {
        if (!Is(JsonTokenType.StartArray, "an array"))
        {
            return null;
        }

        List<T?> list = [];
        while (NextElement())
        {
            list.Add(Object(read));
        }

        return list;
    }

    /// <summary>Reads a list of values.</summary>
    public List<T>? List<T>(ReadValue<T> read)
    {
        if (!Is(JsonTokenType.StartArray, "an array"))
        {
            return null;
        }

        List<T> list = [];
        while (NextElement())
        {
            list.Add(read(ref this));
        }

        return list;
    }

    /// <summary>Reads an object whose member names are data. The last member of a name counts.</summary>
    /// <param name="read">Reads a member's value, which may be null.</param>
    /// <param name="capacity">The usual number of members.</param>
    public Dictionary<string, T>? Map<T>(ReadValue<T> read, int capacity = 0)
    {
        if (!BeginsObject())
        {
            return null;
        }

        Dictionary<string, T> map = new(capacity);
        AddMembers(map, read);
        return map;
    }

    /// <summary>Adds the members of the current object.</summary>
    public void AddMembers<T>(Dictionary<string, T> map, ReadValue<T> read)
    {
        while (NextMember(out string name))
        {
            map[name] = read(ref this);
        }
    }

    /// <summary>Reads text. Invalid UTF-8 or UTF-16 becomes U+FFFD.</summary>
    public string? String() => Is(JsonTokenType.String, "a string") ? Text() : null;

    /// <summary>Reads text that records repeat, such as a region: returns the same string each time.</summary>
    public string? Repeated() => Is(JsonTokenType.String, "a string") ? Pooled() : null;

    /// <summary>Reads base64 text.</summary>
    public MemoryStream? Binary() =>
        !Is(JsonTokenType.String, "a string") ? null
        : _json.TryGetBytesFromBase64(out var bytes) ? new MemoryStream(bytes, 0, bytes.Length, writable: true, publiclyVisible: true)
        : throw Unexpected("base64");

    /// <summary>Reads true or false.</summary>
    public bool? Flag() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw Unexpected("true or false"),
    };

    /// <summary>Reads a whole number; 0 for null.</summary>
    public long Integer() =>
        !Is(JsonTokenType.Number, "a number") ? 0
        : _json.TryGetInt64(out var value) ? value
        : throw Unexpected("a whole number of 64 bits");

    /// <summary>Reads a time: seconds since 1970, or ISO 8601 text; the earliest time for null.</summary>
    public DateTime Time() => _json.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String when _json.TryGetDateTime(out var time) => time,
        JsonTokenType.Number when _json.TryGetDecimal(out var seconds) && seconds is >= -62_135_596_800m and < 253_402_300_800m =>
            DateTimeConverter.FromEpochSeconds(seconds),
        _ => throw Unexpected("a time"),
    };

    /// <summary>Reads any value: text, a truth value, a number (<see cref="long"/>, else <see cref="double"/>), or JSON for objects and
    /// arrays.</summary>
    public object? Any() => _json.TokenType switch
    {
        JsonTokenType.String => Text(),
        JsonTokenType.True or JsonTokenType.False => Flag(),
        JsonTokenType.Number => _json.TryGetInt64(out var integer) ? (object)integer : _json.GetDouble(),
        JsonTokenType.Null => null,
        _ => JsonElement.ParseValue(ref _json),
    };

    /// <summary>Skips the current value.</summary>
    public void Skip() => _json.Skip();

    private bool NextElement()
    {
        _json.Read();
        return _json.TokenType is not JsonTokenType.EndArray;
    }

    /// <summary>Whether the current value has a kind. False for null.</summary>
    private readonly bool Is(JsonTokenType kind, string expected) =>
        _json.TokenType == kind || (_json.TokenType is JsonTokenType.Null ? false : throw Unexpected(expected));

    private readonly string Pooled() => _json.ValueIsEscaped ? Text() : _pool.Get(_json.ValueSpan);

    // One record's text must not fail the batch: the functions reject what it belongs to.
    private readonly string Text() =>
        !_json.ValueIsEscaped ? Encoding.UTF8.GetString(_json.ValueSpan)
        : IsAccepted(_json.ValueSpan) ? _json.GetString()!
        : Unescape(Encoding.UTF8.GetString(_json.ValueSpan));

    /// <summary>Whether the framework decodes an escaped text without an exception. An event may have thousands of texts, and an exception costs microseconds.</summary>
    private static bool IsAccepted(ReadOnlySpan<byte> escaped) =>
        Utf8.IsValid(escaped) && escaped.IndexOf("\\ud"u8) < 0 && escaped.IndexOf("\\uD"u8) < 0;

    /// <summary>Decodes text that may have a lone surrogate or invalid UTF-8.</summary>
    private static string Unescape(string escaped)
    {
        StringBuilder text = new(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                text.Append(escaped[i]);
                continue;
            }

            i++;
            text.Append(escaped[i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var itself => itself,
            });
            i += escaped[i] == 'u' ? 4 : 0;
        }

        // The encoding replaces each lone surrogate with U+FFFD.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private readonly JsonException Unexpected(string expected) => new(
        $"The event does not have the expected form: expected {expected} at byte {_json.TokenStartIndex}.",
        _rootMember is null ? null : $"$.{_rootMember}",
        lineNumber: null,
        bytePositionInLine: null);
}
