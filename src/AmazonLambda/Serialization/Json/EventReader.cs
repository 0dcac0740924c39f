using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson.Json;

/// <summary>Reads one value that begins at the reader's place, to its end.</summary>
internal delegate T ReadValue<out T>(ref EventReader reader);

/// <summary>
/// Walks an event's UTF-8 once, from value to value, and makes nothing but what the event's types hold. It takes the JSON that
/// <see cref="Utf8JsonReader"/> takes, and no other; unlike that one it makes no token of what stands between two values, which is most of an
/// event of DynamoDB. A null is null in every place; any other value of the wrong kind is a <see cref="JsonException"/>.
/// </summary>
internal ref partial struct EventReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly StringPool _pool;
    private int _at;
    private int _depth;
    private bool _isFirst;

    private EventReader(ReadOnlySpan<byte> utf8, StringPool pool)
    {
        _utf8 = utf8;
        _pool = pool;
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="JsonException">The document is malformed. The message tells where, and nothing of what stands there.</exception>
    public static T? ReadDocument<T>(ReadOnlySpan<byte> utf8, StringPool pool, ReadValue<T> read)
        where T : class
    {
        EventReader reader = new(utf8, pool);
        reader.SkipWhiteSpace();
        var value = reader.Object(read);
        reader.SkipWhiteSpace();
        return reader._at < utf8.Length ? throw reader.Malformed() : value;
    }

    /// <summary>Moves to the next member of the object that the reader is in.</summary>
    /// <param name="name">The member's name. The reader stands on its value.</param>
    /// <returns>False at the object's end.</returns>
    public bool NextMember(out string name)
    {
        var found = NextMember(out RawText raw);
        name = found ? Pooled(in raw) : string.Empty;
        return found;
    }

    /// <summary>As the other, without a string: for names of one or a few letters.</summary>
    /// <param name="name">The member's name in UTF-8.</param>
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        var found = NextMember(out RawText raw);
        name = raw.IsEscaped ? Encoding.UTF8.GetBytes(raw.ToString()) : raw.Utf8;
        return found;
    }

    /// <summary>An object, by a method that takes its members in turn.</summary>
    public T? Object<T>(ReadValue<T> read)
        where T : class =>
        EnterObject() ? read(ref this) : null;

    /// <summary>Goes into an object, for who takes its members in turn.</summary>
    /// <returns>False for null, which has none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool EnterObject()
    {
        if (IsNull())
        {
            return false;
        }

        Enter((byte)'{', "an object");
        return true;
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

    /// <summary>An object whose member names are data. Of a repeated name the last counts.</summary>
    /// <param name="read">Reads a member's value, which may be null.</param>
    /// <param name="likely">How many members it is likely to have, so that its table need not grow.</param>
    public Dictionary<string, T>? Map<T>(ReadValue<T> read, int likely = 0)
    {
        if (!EnterObject())
        {
            return null;
        }

        Dictionary<string, T> map = new(likely);
        Into(map, read);
        return map;
    }

    /// <summary>As <see cref="Map"/>, of the object that the reader is in, into a map that is there already.</summary>
    public void Into<T>(Dictionary<string, T> map, ReadValue<T> read)
    {
        while (NextMember(out string name))
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

        Enter((byte)'[', "an array");
        return true;
    }
}
