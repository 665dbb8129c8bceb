package dev.outloop.core.internal.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as RFC 4180 has them: cells between commas, quoted where one has a comma, a quote or a line end,
 * a quote doubled inside quotes; lines end with CRLF or LF. What would be a guess is a problem.
 */
final class Csv {

    private static final String QUOTES = "expected a cell in quotes as a whole, with each quote inside it doubled";
    private static final String LINE_ENDS = "expected lines that end with a line feed";

    private final String text;
    private final String file;
    private final List<List<Cell>> rows = new ArrayList<>();
    private int at;
    private int line = 1;
    private int column = 1;

    /**
     * One cell.
     *
     * @param fault why it is refused; null if it is not
     */
    record Cell(Place place, String text, @Nullable String fault) {
        /** Values are no one's business but the reader's. */
        @Override
        public String toString() {
            return "Cell at " + place;
        }
    }

    private Csv(String text, String file) {
        this.text = text;
        this.file = file;
    }

    /** The lines that have a character, each with its cells. */
    static List<List<Cell>> read(String text, String file) {
        Csv csv = new Csv(text, file);
        while (csv.at < text.length()) {
            csv.readRow();
        }
        return csv.rows;
    }

    private void readRow() {
        if (skipLineEnd()) {
            return;
        }
        List<Cell> cells = new ArrayList<>();
        cells.add(readCell());
        while (at < text.length() && text.charAt(at) == ',') {
            take();
            cells.add(readCell());
        }
        skipLineEnd();
        rows.add(List.copyOf(cells));
    }

    private Cell readCell() {
        Place place = new Place(line, column, file);
        StringBuilder cell = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        boolean whole = !quoted || readQuoted(cell);
        int end = cell.length();
        while (at < text.length() && text.charAt(at) != ',' && !isLineEnd()) {
            cell.append(take());
        }
        boolean misquoted = !whole || (quoted ? cell.length() > end : cell.indexOf("\"") >= 0);
        boolean stray = !quoted && cell.indexOf("\r") >= 0;
        return new Cell(place, cell.toString(), misquoted ? QUOTES : stray ? LINE_ENDS : null);
    }

    /** Whether the closing quote is there. */
    private boolean readQuoted(StringBuilder cell) {
        take();
        while (at < text.length()) {
            char c = take();
            if (c != '"') {
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append(take());
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean isLineEnd() {
        return text.charAt(at) == '\n' || text.startsWith("\r\n", at);
    }

    private boolean skipLineEnd() {
        if (at >= text.length() || !isLineEnd()) {
            return false;
        }
        if (take() == '\r') {
            take();
        }
        return true;
    }

    private char take() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(c)) {
            column++;
        }
        return c;
    }
}
