package dev.outloop.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@link JsonLine} writes, and nothing else: one flat object of texts and whole numbers. Not thread-safe. */
final class JsonLineReader {

    private static final int MAX_DIGITS = 18;

    private final byte[] json;
    private int position;

    JsonLineReader(byte[] json) {
        this.json = json;
    }

    Map<String, Object> read() {
        Map<String, Object> fields = new LinkedHashMap<>();
        char separator = '{';
        do {
            expect(separator);
            String name = text();
            expect(':');
            if (fields.put(name, peek() == '"' ? text() : number()) != null) {
                throw unreadable();
            }
            separator = ',';
        } while (peek() == ',');
        expect('}');
        if (position != json.length) {
            throw unreadable();
        }
        return fields;
    }

    private String text() {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = next();
        if (c == '"' || c == '\\') {
            return c;
        }
        if (c != 'u') {
            throw unreadable();
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw unreadable();
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private Long number() {
        boolean negative = peek() == '-';
        position += negative ? 1 : 0;
        int start = position;
        long value = 0;
        while (peek() >= '0' && peek() <= '9') {
            value = value * 10 + (next() - '0');
        }
        if (position == start || position - start > MAX_DIGITS) {
            throw unreadable();
        }
        return negative ? -value : value;
    }

    private void expect(char c) {
        if (next() != c) {
            throw unreadable();
        }
    }

    private char next() {
        char c = peek();
        if (c < ' ' || c > '~') {
            throw unreadable();
        }
        position++;
        return c;
    }

    private char peek() {
        return position < json.length ? (char) (json[position] & 0xff) : 0;
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("not the encoding of a record");
    }
}
