using System.Text;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.Serialization.SystemTextJson.Events;
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using CsCheck;

namespace Orders.Tests.Unit.AmazonLambda;

/// <summary>Whatever a JSON string is made of, at whatever length, its text is what its letters and escapes stand for.</summary>
public sealed class EventTextTests
{
    // As it stands in the JSON, and what it stands for.
    private static readonly (string Json, string Text)[] Pieces =
    [
        ("a", "a"), ("Z9 ", "Z9 "), ("sixteen letters!", "sixteen letters!"), ("\\\"", "\""), ("\\\\", "\\"), ("\\/", "/"), ("\\b", "\b"), ("\\f", "\f"), ("\\n", "\n"), ("\\r", "\r"),
        ("\\t", "\t"), ("\\u0041", "A"), ("\\u00fC", "ü"), ("\\u0000", "\0"), ("ü", "ü"), ("語", "語"), ("🎈", "🎈"), ("\\ud83c", "\ud83c"), ("\\udf88", "\udf88"), ("/", "/"), ("\u007f", "\u007f"),
    ];

    [Fact]
    public void A_text_is_what_its_pieces_stand_for() =>
        Gen.Int[0, Pieces.Length - 1].Select(static at => Pieces[at]).Array[0, 60].Sample(static pieces => AssertRead(pieces), iter: 20_000);

    [Fact]
    public void Of_few_letters_but_many_escapes_too() =>
        Gen.Int[0, 5].Select(static at => Pieces[at]).Array[0, 200].Sample(static pieces => AssertRead(pieces), iter: 10_000);

    [Fact]
    public void Bytes_that_are_no_text_become_U_FFFD()
    {
        Assert.Equal("a\uFFFDb", Read([.. "a"u8, 0xFF, .. "b"u8]));
        Assert.Equal("\"a\uFFFDb", Read([.. "\\\"a"u8, 0xC3, .. "b"u8]));
        Assert.Equal("\uFFFDn\n", Read([0xE8, 0xAA, .. "n\\n"u8]));
    }

    private static void AssertRead((string Json, string Text)[] pieces)
    {
        var text = string.Concat(pieces.Select(static piece => piece.Text));
        // A surrogate alone is no text: the encoding replaces it.
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), Read(Encoding.UTF8.GetBytes(string.Concat(pieces.Select(static piece => piece.Json)))));
    }

    private static string? Read(byte[] betweenQuotes) => EventReader
        .ReadDocument([.. "{\"Records\":[{\"body\":\""u8, .. betweenQuotes, .. "\"}]}"u8], new StringPool(), SqsEvents.Read)!
        .Records[0].Body;
}
