using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Reads one value at the reader's current token.</summary>
internal delegate T ReadValue<out T>(ref EventReader reader);

/// <summary>
/// Walks an event's UTF-8 once, from token to token. Every method that reads a value expects to stand on its first token and leaves
/// the reader on its last. A null is null in every place; any other value of the wrong kind is a <see cref="JsonException"/>.
/// </summary>
internal ref partial struct EventReader
{
    // A stored item nests 32 levels deep, at two levels of JSON each, inside six of the event's own.
    private const int MaxDepth = 128;

    private readonly StringPool _pool;
    private Utf8JsonReader _json;

    private EventReader(ReadOnlySpan<byte> utf8, StringPool pool)
    {
        _pool = pool;
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="JsonException">The document is malformed. The message tells where, and nothing of what stands there.</exception>
    public static T? ReadDocument<T>(ReadOnlySpan<byte> utf8, StringPool pool, ReadValue<T> read)
        where T : class
    {
        EventReader reader = new(utf8, pool);
        try
        {
            reader.Advance();
            var value = reader.Object(read);
            return reader._json.Read() ? throw reader.Unexpected("the end") : value;
        }
        catch (JsonException exception) when (exception.LineNumber is not null)
        {
#pragma warning disable MA0054 // Not as the inner exception: the reader's own message quotes the byte it met.
            throw new JsonException(
                $"The event is not valid JSON at line {exception.LineNumber}, byte {exception.BytePositionInLine}.",
                path: null,
                exception.LineNumber,
                exception.BytePositionInLine);
#pragma warning restore MA0054
        }
    }

    /// <summary>Moves to the next member of the object that the reader is in.</summary>
    /// <param name="name">The member's name. The reader stands on its value.</param>
    /// <returns>False at the object's end.</returns>
    public bool NextMember(out string name)
    {
        Advance();
        if (_json.TokenType is JsonTokenType.EndObject)
        {
            name = string.Empty;
            return false;
        }

        name = _json.ValueIsEscaped ? LenientText.Decode(_json.ValueSpan) : _pool.Get(_json.ValueSpan);
        Advance();
        return true;
    }

    /// <summary>Passes over the current value.</summary>
    public void Skip() => _json.Skip();

    /// <summary>An object, by a method that takes its members in turn.</summary>
    public T? Object<T>(ReadValue<T> read)
        where T : class
    {
        if (IsNull())
        {
            return null;
        }

        Expect(JsonTokenType.StartObject, "an object");
        return read(ref this);
    }

    /// <summary>A list of objects, a null where an element is null.</summary>
    public List<T?>? Objects<T>(ReadValue<T> read)
        where T : class
    {
        if (!EnterArray())
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

    /// <summary>A list of strings.</summary>
    public List<string?>? Strings()
    {
        if (!EnterArray())
        {
            return null;
        }

        List<string?> list = [];
        while (NextElement())
        {
            list.Add(String());
        }

        return list;
    }

    /// <summary>A list of binary values.</summary>
    public List<MemoryStream?>? Binaries()
    {
        if (!EnterArray())
        {
            return null;
        }

        List<MemoryStream?> list = [];
        while (NextElement())
        {
            list.Add(Binary());
        }

        return list;
    }

    /// <summary>An object whose member names are data.</summary>
    /// <param name="read">Reads a member's value, which may be null.</param>
    public Dictionary<string, T>? Map<T>(ReadValue<T> read)
    {
        if (IsNull())
        {
            return null;
        }

        Dictionary<string, T> map = [];
        Into(map, read);
        return map;
    }

    /// <summary>As <see cref="Map"/>, into a map that is there already. Of a repeated name the last counts.</summary>
    public void Into<T>(Dictionary<string, T> map, ReadValue<T> read)
    {
        Expect(JsonTokenType.StartObject, "an object");
        while (NextMember(out var name))
        {
            map[name] = read(ref this);
        }
    }

    private bool EnterArray()
    {
        if (IsNull())
        {
            return false;
        }

        Expect(JsonTokenType.StartArray, "an array");
        return true;
    }

    private bool NextElement()
    {
        Advance();
        return _json.TokenType is not JsonTokenType.EndArray;
    }

    private readonly bool IsNull() => _json.TokenType is JsonTokenType.Null;

    private void Advance()
    {
        if (!_json.Read())
        {
            throw Unexpected("more");
        }
    }

    private readonly void Expect(JsonTokenType type, string what)
    {
        if (_json.TokenType != type)
        {
            throw Unexpected(what);
        }
    }

    private readonly JsonException Unexpected(string expected) =>
        new($"The event does not have the expected form: expected {expected} at byte {_json.TokenStartIndex}.");
}
