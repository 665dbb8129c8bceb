package dev.outloop.core.internal.config;

import dev.outloop.core.internal.config.ClientColumns.Column;
import dev.outloop.core.internal.config.Csv.Cell;
import dev.outloop.core.internal.config.SourceText.RefusedSource;
import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a table of clients: one workspace a line, in a file that is kept like the configuration itself. */
final class ClientTable {

    private static final int MAX_LINES = 10_000;

    private final Reading reading;
    private final ClientColumns columns;
    private final Path directory;
    private final List<DeclaredWorkspace> workspaces = new ArrayList<>();
    private final Set<String> names;
    private boolean complete = true;
    private boolean everyColumnTaken = true;
    private @Nullable Path file;

    /**
     * A table whose paths are meant from the directory.
     *
     * @param names the workspaces that there are already
     */
    ClientTable(Reading reading, ClientColumns columns, Path directory, Set<String> names) {
        this.reading = reading;
        this.columns = columns;
        this.directory = directory;
        this.names = new HashSet<>(names);
    }

    /** The workspaces of the lines that have at least a name. */
    List<DeclaredWorkspace> workspaces() {
        return workspaces;
    }

    /** The file, if one was read. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Whether there is no line whose workspace is not known. */
    boolean isComplete() {
        return complete;
    }

    /** Whether what a line lacks cannot stand in a column that was refused. */
    boolean hasEveryColumn() {
        return everyColumnTaken;
    }

    /** Reads the file; what is wrong with it as a whole is a problem of the key that names it. */
    void read(Path file, @Nullable Value named) {
        this.file = file;
        List<Problem> problems = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            ConfigFile.requireOwnerWritableOnly(file, problems);
            String text = SourceText.decode(in.readNBytes(SourceText.MAX_BYTES + 1));
            readRows(Csv.read(text.startsWith("\ufeff") ? text.substring(1) : text, file.toString()));
        } catch (RefusedSource e) {
            problems.add(e.problem());
        } catch (NoSuchFileException e) {
            refuse(file, named, "there is no such file");
        } catch (IOException | SecurityException e) {
            refuse(file, named, "the file cannot be read; look at its permissions");
        }
        for (Problem problem : problems) {
            complete = false;
            reading.problem(
                    "clients[0]", new Place(problem.line(), problem.column(), file.toString()), problem.sentence());
        }
    }

    private void refuse(Path file, @Nullable Value named, String sentence) {
        complete = false;
        if (named == null) {
            reading.problem("clients[0]", new Place(0, 0, file.toString()), sentence);
        } else {
            named.problem(sentence);
        }
    }

    private void readRows(List<List<Cell>> rows) {
        if (rows.isEmpty()) {
            complete = false;
            reading.problem(
                    "clients[0]", new Place(1, 1, String.valueOf(file)), "expected a line with the columns' names");
            return;
        }
        List<String> header = readHeader(rows.get(0));
        if (rows.size() > MAX_LINES) {
            complete = false;
            reading.problem(
                    "clients[0]", rows.get(MAX_LINES).get(0).place(), "expected at most " + MAX_LINES + " lines");
        }
        for (List<Cell> row : rows.subList(1, Math.min(rows.size(), MAX_LINES))) {
            readRow(header, row);
        }
    }

    /** The names; empty for a column that is not taken. */
    private List<String> readHeader(List<Cell> cells) {
        List<String> header = new ArrayList<>();
        for (Cell cell : cells) {
            String name = cell.text();
            String key = "clients[" + cell.place().line() + "]";
            String problem = null;
            if (cell.fault() != null) {
                problem = cell.fault();
            } else if (cells.size() == 1 && name.indexOf(';') >= 0) {
                problem = "expected commas between cells";
            } else if (!columns.isKnown(name)) {
                problem = "this column is not known" + columns.hint(name)
                        + "; known are workspace, tenant, path, like, ALIAS.PIN, ALIAS.secret and ALIAS.secret.PART";
            } else if (header.contains(name)) {
                problem = "expected each column once";
            }
            if (problem != null) {
                everyColumnTaken = false;
                reading.problem(key, cell.place(), problem);
            }
            header.add(problem == null ? name : "");
        }
        for (String needed : List.of(ClientColumns.WORKSPACE, ClientColumns.TENANT)) {
            if (!header.contains(needed)) {
                everyColumnTaken = false;
                reading.problem("clients[0]", cells.get(0).place(), "expected a column \"" + needed + "\"");
            }
        }
        return header;
    }

    private void readRow(List<String> header, List<Cell> cells) {
        Place place = cells.get(0).place();
        String key = "clients[" + place.line() + "]";
        reading.visit(key, place);
        if (cells.size() != header.size()) {
            complete = false;
            reading.problem(key, place, "expected " + header.size() + " cells, as the first line has");
            return;
        }
        Map<String, Value> values = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            String below = key + "." + header.get(i);
            if (cell.fault() != null) {
                reading.problem(below, cell.place(), cell.fault());
            }
            reading.visit(below, cell.place());
            if (!header.get(i).isEmpty()
                    && (cell.fault() != null || !cell.text().isEmpty())) {
                YamlNode node = cell.fault() != null
                        ? new YamlNode.Refused(cell.place())
                        : new YamlNode.Scalar(cell.place(), cell.text(), false);
                values.put(header.get(i), new Value(reading, below, cell.place(), node));
            }
        }
        readWorkspace(key, header, values);
    }

    private void readWorkspace(String key, List<String> header, Map<String, Value> values) {
        String name = name(key, ClientColumns.WORKSPACE, header, values);
        String tenant = name(key, ClientColumns.TENANT, header, values);
        Value like = values.get(ClientColumns.LIKE);
        String model = like == null ? null : like.name();
        Value path = values.get(ClientColumns.PATH);
        Path folder = path == null ? null : WorkspaceReader.folder(path, directory);
        Map<String, Map<String, String>> pins = new LinkedHashMap<>();
        Map<String, Map<String, SecretRef>> secrets = new LinkedHashMap<>();
        values.forEach((column, value) -> readCell(ClientColumns.parse(column), value, pins, secrets));
        if (name == null) {
            complete = false;
        } else if (!names.add(name)) {
            reading.problem(key + "." + ClientColumns.WORKSPACE, "expected each workspace's name once");
        } else {
            workspaces.add(new DeclaredWorkspace(
                    key, true, WorkspaceReader.workspace(name, tenant, folder), model, pins, secrets));
        }
    }

    private @Nullable String name(String key, String column, List<String> header, Map<String, Value> values) {
        Value value = values.get(column);
        if (value == null && header.contains(column)) {
            reading.problem(key + "." + column, "expected a name in each line");
        }
        return value == null ? null : value.name();
    }

    private static void readCell(
            @Nullable Column column,
            Value value,
            Map<String, Map<String, String>> pins,
            Map<String, Map<String, SecretRef>> secrets) {
        if (column == null) {
            return;
        }
        if (column.part() != null) {
            SecretReader.put(
                    column.part(), value, secrets.computeIfAbsent(column.alias(), none -> new LinkedHashMap<>()));
        } else if (column.pin() != null) {
            String text = value.text();
            if (text != null) {
                pins.computeIfAbsent(column.alias(), none -> new LinkedHashMap<>())
                        .put(column.pin(), text);
            }
        }
    }
}
