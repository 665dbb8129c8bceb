package dev.outloop.core.internal.admit;

import dev.outloop.core.internal.state.StateLog;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a log says of tokens, or nothing where there is no log. Those who write take turns. */
final class TokenRecords implements AutoCloseable {

    /** Spare records that a log may have before it is written anew. */
    private static final int SPARE = 64;

    private static final String REVOKED = "revoked";
    private static final String SHORTENED = "shortened";

    private final @Nullable StateLog log;

    TokenRecords(@Nullable StateLog log) {
        this.log = log;
    }

    /** The tokens that were not revoked, in the order in which they were issued. */
    Collection<IssuedToken> read() throws IOException {
        Map<String, IssuedToken> tokens = new LinkedHashMap<>();
        if (log == null) {
            return tokens.values();
        }
        for (String line : log.read()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case IssuedToken.KIND -> {
                    IssuedToken token = IssuedToken.parse(line);
                    tokens.put(token.id(), token);
                }
                case REVOKED -> tokens.remove(word(words, 1));
                case SHORTENED -> {
                    IssuedToken token = tokens.get(word(words, 1));
                    if (token != null) {
                        token.standing().shorten(instant(word(words, 2)));
                    }
                }
                default -> throw IssuedToken.damaged();
            }
        }
        return tokens.values();
    }

    void issued(IssuedToken token) throws IOException {
        if (log != null) {
            log.append(token.line());
        }
    }

    void revoked(Collection<IssuedToken> tokens) throws IOException {
        if (log != null && !tokens.isEmpty()) {
            for (IssuedToken token : tokens) {
                log.write(REVOKED + " " + token.id());
            }
            log.force();
        }
    }

    /** One takes the place of another, which ends at that time. */
    void rotated(IssuedToken next, IssuedToken old, Instant end) throws IOException {
        if (log != null) {
            log.write(next.line());
            log.append(SHORTENED + " " + old.id() + " " + end);
        }
    }

    /** Forgets all of them, however few. */
    void clear() throws IOException {
        if (log != null && log.size() > 0) {
            log.replace(List.of());
        }
    }

    /** Writes the log anew if most of it is of tokens that are no more. */
    void tidy(Collection<IssuedToken> living) throws IOException {
        if (log != null && log.size() > 2L * living.size() + SPARE) {
            log.replace(living.stream().map(IssuedToken::line).toList());
        }
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }

    private static String word(String[] words, int index) throws IOException {
        if (words.length <= index) {
            throw IssuedToken.damaged();
        }
        return words[index];
    }

    private static Instant instant(String word) throws IOException {
        try {
            return Instant.parse(word);
        } catch (DateTimeException e) {
            throw IssuedToken.damaged();
        }
    }
}
