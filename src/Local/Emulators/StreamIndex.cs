using Microsoft.Data.Sqlite;

namespace Orders.Local.Emulators;

/// <summary>
/// Adds an index that dynoxide lacks on its stream. For each write dynoxide looks up the table's highest sequence number. Without the index
/// that reads all records, and writes fall from 1,000 a second to 100 by the 20,000th order; with it they stay at 3,400.
/// </summary>
static class StreamIndex
{
    const string Statement =
        "CREATE INDEX IF NOT EXISTS orders_stream_sequence ON _stream_records(table_name, CAST(sequence_number AS INTEGER))";

    /// <summary>Adds the index to the emulator's file. The emulator creates its SQLite tables with its first DynamoDB table.</summary>
    /// <returns>False if SQLite's library is missing, as beside a native <c>orders</c> that was copied without it.</returns>
    public static async Task<bool> TryAddAsync(string databasePath, CancellationToken cancellation)
    {
        try
        {
            await AddAsync(databasePath, cancellation);
            return true;
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            return false;
        }
    }

    static async Task AddAsync(string databasePath, CancellationToken cancellation)
    {
        var source = new SqliteConnectionStringBuilder
        {
            DataSource = databasePath,
            Mode = SqliteOpenMode.ReadWrite,
            DefaultTimeout = 10,
            Pooling = false,
        };
        await using var connection = new SqliteConnection(source.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = Statement;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
