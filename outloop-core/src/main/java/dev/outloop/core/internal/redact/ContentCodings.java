package dev.outloop.core.internal.redact;

import dev.outloop.action.HttpField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The content codings of a response, in the order in which they were applied (RFC 9110, section 8.4). Immutable. */
final class ContentCodings {

    private static final int MAX_CODINGS = 3;

    private final List<String> names;

    private ContentCodings(List<String> names) {
        this.names = names;
    }

    /** Reads all {@code Content-Encoding} fields; {@code identity} counts for nothing. */
    static ContentCodings of(List<HttpField> headers) throws Withheld {
        List<String> names = new ArrayList<>();
        for (HttpField field : headers) {
            if (field.name().equalsIgnoreCase("Content-Encoding")) {
                for (String part : field.value().split(",", -1)) {
                    String name = part.strip().toLowerCase(Locale.ROOT);
                    if (!name.isEmpty() && !name.equals("identity")) {
                        names.add(name);
                    }
                }
            }
        }
        requireReadable(names);
        return new ContentCodings(names);
    }

    private static void requireReadable(List<String> names) throws Withheld {
        if (names.size() > MAX_CODINGS || !List.of("gzip", "x-gzip", "deflate").containsAll(names)) {
            throw Withheld.because("the service used a content coding that cannot be read, so its answer is kept back");
        }
    }

    /** A sink that undoes them all, the last one first, within the bounds; what has to be closed is added to the list. */
    ByteSink decodeInto(ByteSink next, Expansion expansion, List<AutoCloseable> opened) {
        ByteSink sink = next;
        for (String name : names) {
            if (name.equals("deflate")) {
                DeflateSource deflate = new DeflateSource(expansion, sink);
                opened.add(deflate);
                sink = deflate;
            } else {
                GzipSource gzip = new GzipSource(expansion, sink);
                opened.add(gzip);
                sink = gzip;
            }
        }
        return names.isEmpty() ? sink : expansion.measured(sink);
    }
}
