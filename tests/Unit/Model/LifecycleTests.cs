using Orders.Cli.Options;
using Orders.Model;

namespace Orders.Tests.Unit.Model;

public sealed class LifecycleTests
{
    /// <summary>Every move there is; each pair that is not named here must be refused.</summary>
    private static readonly HashSet<(OrderStatus From, OrderStatus To)> Moves =
    [
        (OrderStatus.Pending, OrderStatus.Processing),
        (OrderStatus.Processing, OrderStatus.Completed),
        (OrderStatus.Pending, OrderStatus.Cancelled),
        (OrderStatus.Processing, OrderStatus.Cancelled),
        (OrderStatus.Pending, OrderStatus.Expired),
    ];

    public static MatrixTheoryData<OrderStatus, OrderStatus> Pairs { get; } = new(Enum.GetValues<OrderStatus>(), Enum.GetValues<OrderStatus>());

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_status_only_moves_along_the_lifecycle(OrderStatus from, OrderStatus to) =>
        Assert.Equal(Moves.Contains((from, to)), Lifecycle.Allows(from, to));

    [Fact]
    public void No_moves_form_a_cycle()
    {
        // Of the moves left, those are taken away again and again whose status no move leads to: a cycle stays.
        var left = Lifecycle.Moves.ToList();
        while (left.RemoveAll(move => !left.Exists(other => other.To == move.From)) > 0)
        {
        }

        Assert.Empty(left);
    }

    [Fact]
    public void Each_move_is_listed_once_and_every_status_can_be_reached()
    {
        Assert.Equal(Lifecycle.Moves.Length, Lifecycle.Moves.Distinct().Count());
        Assert.All(Enum.GetValues<OrderStatus>(), static status => Assert.True(status == Lifecycle.Initial || Lifecycle.CanReach(Lifecycle.Initial, status)));
    }

    [Fact]
    public void Nothing_returns_to_the_status_that_orders_start_with() => Assert.Empty(Lifecycle.Predecessors(Lifecycle.Initial));

    [Theory]
    [InlineData(OrderStatus.Processing, null, OrderStatus.Pending)]
    [InlineData(OrderStatus.Processing, 1, OrderStatus.Pending)]
    [InlineData(OrderStatus.Processing, 2)]
    [InlineData(OrderStatus.Completed, null, OrderStatus.Pending, OrderStatus.Processing)]
    [InlineData(OrderStatus.Completed, 1)]
    [InlineData(OrderStatus.Expired, null, OrderStatus.Pending)]
    [InlineData(OrderStatus.Cancelled, null, OrderStatus.Pending)]
    [InlineData(OrderStatus.Cancelled, 1, OrderStatus.Pending)]
    [InlineData(OrderStatus.Cancelled, 2, OrderStatus.Pending, OrderStatus.Processing)]
    [InlineData(OrderStatus.Cancelled, 3)]
    [InlineData(OrderStatus.Pending, null)]
    public void The_likeliest_path_to_a_status_has_the_length_of_the_version(OrderStatus to, int? version, params OrderStatus[] path) =>
        Assert.Equal(path, Lifecycle.LikeliestPathTo(to, version));

    [Theory]
    [InlineData(OrderStatus.Pending, "PENDING")]
    [InlineData(OrderStatus.Processing, "PROCESSING")]
    [InlineData(OrderStatus.Completed, "COMPLETED")]
    [InlineData(OrderStatus.Cancelled, "CANCELLED")]
    [InlineData(OrderStatus.Expired, "EXPIRED")]
    public void Each_status_has_its_name_on_the_wire(OrderStatus status, string name)
    {
        Assert.Equal(name, status.ToWire());
        Assert.True(OrderStatusNames.TryParse(name, out var read));
        Assert.Equal(status, read);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("contracts/openapi.yaml")]
    [InlineData("contracts/schemas/fields.json")]
    public void The_lifecycle_is_described_with_every_status(string file) =>
        Assert.All(OrderStatusNames.Each, name => Assert.Contains(name, File.ReadAllText(Path.Combine(Repository.Find().Root, file)), StringComparison.Ordinal));

    [Theory]
    [InlineData("terraform/settings.tf")]
    [InlineData("contracts/schemas/fields.json")]
    public void Terraform_and_the_schema_list_the_same_statuses(string file) =>
        Assert.Contains($"[{string.Join(", ", OrderStatusNames.Each.Select(static name => $"\"{name}\""))}]", File.ReadAllText(Path.Combine(Repository.Find().Root, file)), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pending")]
    [InlineData(" PENDING")]
    [InlineData("0")]
    [InlineData("NO_SUCH_STATUS")]
    public void A_name_is_read_only_as_it_is_written(string? name) => Assert.False(OrderStatusNames.TryParse(name, out _));
}
