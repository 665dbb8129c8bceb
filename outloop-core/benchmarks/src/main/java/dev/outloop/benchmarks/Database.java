package dev.outloop.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A table in a database, each insert its own transaction, each thread with a connection of its own. */
final class Database implements Durable {

    private static final String INSERT = "INSERT INTO trail (record) VALUES (?)";

    private final Connections connections;
    private final Connection control;
    private final String line;

    /** Creates the table. */
    Database(Connections connections, String line) throws SQLException {
        this.connections = connections;
        this.control = connections.open();
        this.line = line;
        try (Statement statement = control.createStatement()) {
            statement.execute("CREATE TABLE trail (record TEXT NOT NULL)");
        }
    }

    /** Opens connections that commit each statement. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    @Override
    public Writer writer() throws SQLException {
        Connection connection = connections.open();
        PreparedStatement insert = connection.prepareStatement(INSERT);
        return new Writer() {
            @Override
            public void write() throws SQLException {
                insert.setString(1, line);
                insert.executeUpdate();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    @Override
    public long count() throws SQLException {
        return Long.parseLong(ask(control, "SELECT count(*) FROM trail"));
    }

    @Override
    public void close() throws SQLException {
        control.close();
    }

    /** What it answers in the first column of the first row. */
    String ask(String query) throws SQLException {
        return ask(control, query);
    }

    static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
