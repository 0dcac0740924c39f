using Orders.Operations.DeadLetters;
using Orders.Operations.WebConsole.Letters;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.WebConsole;

/// <summary>A read hides messages, so a kept result is used as long as an operator did not ask for a newer one.</summary>
public sealed class LetterReadTests
{
    [Theory]
    [InlineData("Kept", 86_400, true)]
    [InlineData("Recent", 59, true)]
    [InlineData("Recent", 61, false)]
    [InlineData("New", 0.9, true)]
    [InlineData("New", 1.1, false)]
    [InlineData("All", 0, false)]
    public void A_kept_result_is_used_as_long_as_it_is_recent_enough(string read, double ageSeconds, bool isUsed)
    {
        var kept = new Look(new Selection([], Others: 0, Later: [], IsComplete: false), Given.Now, Limit: 2_000);

        Assert.Equal(isUsed, Enum.Parse<LetterRead>(read).Accepts(kept, Given.Now + TimeSpan.FromSeconds(ageSeconds)));
    }
}
