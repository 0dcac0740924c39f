using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Model;

public sealed class OrderIdTests
{
    [Fact]
    public void An_id_from_a_key_is_the_documented_digest()
    {
        // The rule by hand: SHA-256(label, length, scope, length, key), first 16 bytes, version 8, RFC 9562 variant.
        static byte[] Part(string text)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, Encoding.UTF8.GetByteCount(text));
            return [.. length, .. Encoding.UTF8.GetBytes(text)];
        }

        var bytes = SHA256.HashData([.. "orders/order-id/v1"u8, .. Part("pos-7"), .. Part("key-1")])[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);

        Assert.Equal(new Guid(bytes, bigEndian: true), OrderId.FromKey("pos-7", "key-1").Value);
    }

    [Fact]
    public void The_rule_never_changes_under_its_label() =>
        Assert.Equal("2fb36893-3528-82e1-8435-3e5201d06879", OrderId.FromKey("pos-7", "key-1").ToString());

    [Theory]
    [InlineData("a", "bc", "ab", "c")]
    [InlineData("", "abc", "abc", "")]
    [InlineData("iam:a", "k", "jwt:a", "k")]
    [InlineData("queue", "k", "queue ", "k")]
    [InlineData("a", "1\0\0\0\u0001b", "a1", "b")]
    public void Two_scopes_never_share_an_id(string scope, string key, string otherScope, string otherKey) =>
        Assert.NotEqual(OrderId.FromKey(scope, key), OrderId.FromKey(otherScope, otherKey));

    [Fact]
    public void A_key_gives_one_id_and_another_key_another() =>
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String).Sample(
            static (scope, key, otherScope, otherKey) =>
                OrderId.FromKey(scope, key) == OrderId.FromKey(scope, key)
                && (OrderId.FromKey(scope, key) == OrderId.FromKey(otherScope, otherKey))
                == (Encoding.UTF8.GetBytes(scope).SequenceEqual(Encoding.UTF8.GetBytes(otherScope))
                    && Encoding.UTF8.GetBytes(key).SequenceEqual(Encoding.UTF8.GetBytes(otherKey))),
            iter: 10_000);

    [Fact]
    public void The_longest_key_of_the_longest_owner_has_an_id_of_version_8()
    {
        var id = OrderId.FromKey(new string('o', 1200), new string('k', 255)).ToString();
        Assert.Equal('8', id[14]);
        Assert.Contains(id[19], "89ab");
    }

    [Fact]
    public void A_new_id_has_version_7_and_its_time() => Gen.Select(Gen.Int, Gen.Long[0, 253_402_300_799_999]).Sample(
        static (seed, milliseconds) =>
        {
            var id = OrderId.Create(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), new Random(seed).NextBytes).ToString();
            return id[14] == '7' && "89ab".Contains(id[19]) && Convert.ToInt64(id[..8] + id[9..13], 16) == milliseconds;
        },
        iter: 10_000);

    [Fact]
    public void New_ids_differ_by_their_randomness_and_sort_by_their_time()
    {
        var random = new Random(1);
        var first = OrderId.Create(Given.Now, random.NextBytes);
        var second = OrderId.Create(Given.Now, random.NextBytes);
        var later = OrderId.Create(Given.Now.AddMilliseconds(1), random.NextBytes);

        Assert.NotEqual(first, second);
        Assert.True(string.CompareOrdinal(first.ToString(), later.ToString()) < 0);
        Assert.True(string.CompareOrdinal(second.ToString(), later.ToString()) < 0);
    }

    [Fact]
    public void Upper_case_is_the_same_id()
    {
        var id = OrderId.FromKey("queue", "key-1");
        Assert.True(OrderId.TryParse(id.ToString().ToUpperInvariant(), out var read));
        Assert.Equal(id, read);
        Assert.Equal(id.ToString(), read.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01934f5e7c0070008000000000000000")]
    [InlineData("{01934f5e-7c00-7000-8000-000000000000}")]
    [InlineData("01934f5e-7c00-7000-8000-00000000000")]
    [InlineData("01934f5e-7c00-7000-8000-00000000000g")]
    [InlineData(" 01934f5e-7c00-7000-8000-000000000000")]
    [InlineData("01934f5e-7c00-7000-8000-000000000000\n")]
    public void Only_the_form_with_dashes_is_an_id(string? text) => Assert.False(OrderId.TryParse(text, out _));
}
