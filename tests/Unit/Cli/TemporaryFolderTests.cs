using System.Runtime.Versioning;
using Orders.Operations.Failures;
using Orders.Operations.Programs;

namespace Orders.Tests.Unit.Cli;

/// <summary>Which folders a command removes beside its own: those of killed commands, and nothing of anybody else.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TemporaryFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _root = Directory.CreateTempSubdirectory("orders-folders-").FullName;

    public static TheoryData<string> Roots => Directory.Exists("/dev/shm") ? ["/dev/shm", Path.GetTempPath()] : [Path.GetTempPath()];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_users_folder_survives(string root)
    {
        // As in the report; the number is the id of no process.
        var folder = Path.Combine(root, "orders-export-20261123-conflicts");
        var existed = Directory.Exists(folder);
        Directory.CreateDirectory(folder, OwnerOnly);
        var file = Path.Combine(folder, $"letters-{Guid.NewGuid():N}.ndjson");
        File.WriteAllText(file, "{}");
        try
        {
            using (new TemporaryFolder("up", root))
            {
                Assert.True(File.Exists(file));
            }

            Assert.True(File.Exists(file));
        }
        finally
        {
            File.Delete(file);
            if (!existed)
            {
                Directory.Delete(folder);
            }
        }
    }

    [Fact]
    public void The_folder_of_a_killed_command_is_removed()
    {
        var left = Leave("orders-up-left");

        using var folder = new TemporaryFolder("edit", _root);

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(folder.Path));
    }

    [Fact]
    public void The_folder_of_a_command_that_runs_is_not()
    {
        using var running = new TemporaryFolder("up", _root);

        using (new TemporaryFolder("edit", _root))
        {
        }

        Assert.True(File.Exists(Path.Combine(running.Path, TemporaryFolder.MarkerName)));
    }

    [Fact]
    public void A_folder_is_gone_after_its_command_and_only_its_owner_can_open_it()
    {
        string path;
        using (var folder = new TemporaryFolder("up", _root))
        {
            path = folder.Path;
            File.WriteAllText(Path.Combine(path, "data"), "");
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void A_folder_that_was_removed_already_is_no_error()
    {
        using var folder = new TemporaryFolder("up", _root);

        Directory.Delete(folder.Path, recursive: true);
    }

    [Fact]
    public void A_copy_or_a_renamed_folder_of_ours_is_somebody_elses()
    {
        var renamed = Path.Combine(_root, "orders-up-kept");
        Directory.Move(Leave("orders-up-left"), renamed);

        using var folder = new TemporaryFolder("up", _root);

        Assert.True(Directory.Exists(renamed));
    }

    [Fact]
    public void Nothing_is_removed_through_a_link()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_root, "elsewhere")).FullName;
        var target = Leave("orders-up-linked", elsewhere);
        var link = Path.Combine(_root, "orders-up-linked");
        Directory.CreateSymbolicLink(link, target);
        var marked = Path.Combine(_root, "orders-up-marked");
        Directory.CreateDirectory(marked, OwnerOnly);
        var text = TemporaryFolder.MarkerOf(marked);
        // A link has the length of its path, which is that of a marker here.
        var path = "../elsewhere/".PadRight(text.Length, 'm');
        File.WriteAllText(Path.Combine(marked, path), text);
        File.CreateSymbolicLink(Path.Combine(marked, TemporaryFolder.MarkerName), path);

        using var folder = new TemporaryFolder("up", _root);

        Assert.True(File.Exists(Path.Combine(target, TemporaryFolder.MarkerName)));
        Assert.True(Directory.Exists(link));
        Assert.True(Directory.Exists(marked));
    }

    [Fact]
    public void A_folder_that_others_may_open_is_not_ours()
    {
        var open = Leave("orders-up-open");
        File.SetUnixFileMode(open, OwnerOnly | UnixFileMode.GroupRead);

        using var folder = new TemporaryFolder("up", _root);

        Assert.True(Directory.Exists(open));
    }

    [Fact]
    public void A_place_where_nothing_can_be_created_is_named()
    {
        File.WriteAllText(Path.Combine(_root, "file"), "");

        var error = Assert.Throws<CommandException>(() => new TemporaryFolder("up", Path.Combine(_root, "file")));

        Assert.Contains("TMPDIR", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Leaves what a command leaves when it is killed: its folder, and a marker that nobody has locked.</summary>
    private string Leave(string name, string? root = null)
    {
        var path = Path.Combine(root ?? _root, name);
        Directory.CreateDirectory(path, OwnerOnly);
        File.WriteAllText(Path.Combine(path, TemporaryFolder.MarkerName), TemporaryFolder.MarkerOf(path));
        File.WriteAllText(Path.Combine(path, "orders.db"), "");
        return path;
    }
}
