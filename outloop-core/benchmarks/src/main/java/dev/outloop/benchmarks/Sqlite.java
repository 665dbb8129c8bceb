package dev.outloop.benchmarks;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** SQLite as durable as it gets with a write-ahead log: a sync for every commit. */
final class Sqlite {

    private Sqlite() {}

    static Database open(Path file, String line) throws SQLException {
        String url = "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=60000";
        Database database = new Database(() -> DriverManager.getConnection(url), line);
        // A pragma that is not understood is no error there.
        if (!database.ask("PRAGMA journal_mode").equals("wal")
                || !database.ask("PRAGMA synchronous").equals("2")) {
            throw new IllegalStateException("SQLite does not sync every commit");
        }
        return database;
    }
}
