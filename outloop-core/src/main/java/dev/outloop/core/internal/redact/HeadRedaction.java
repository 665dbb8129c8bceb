package dev.outloop.core.internal.redact;

import dev.outloop.action.HttpField;
import dev.outloop.spi.ResponseContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts secrets out of names and values of header fields, and drops the fields that a changed body makes untrue. */
final class HeadRedaction {

    private static final Set<String> DROPPED = Set.of(
            // Framing and what belongs to the broker's own connection (RFC 9110, section 7.6.1).
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            // True of the bytes on the wire alone. The head is shown before it is known whether the body will change.
            "content-encoding",
            "content-length",
            "content-md5",
            "digest",
            "content-digest",
            "repr-digest",
            "accept-ranges");

    private final KnownSecrets known;
    private final Redactors redactors;
    private final ResponseContext context;
    private final Counts counts;
    private boolean mayFind;

    HeadRedaction(KnownSecrets known, Redactors redactors, ResponseContext context, Counts counts) {
        this.known = known;
        this.redactors = redactors;
        this.context = context;
        this.counts = counts;
    }

    /** The fields that stay, redacted; a declared charset is UTF-8 from here on if the body is decoded to it. */
    List<HttpField> redact(List<HttpField> fields, boolean decodedToUtf8) throws Withheld {
        mayFind = redactors.mayFindIn(joined(fields));
        Set<String> named = namedByConnection(fields);
        List<HttpField> kept = new ArrayList<>(fields.size());
        for (HttpField field : fields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!DROPPED.contains(name) && !name.startsWith("proxy-") && !named.contains(name)) {
                boolean corrected = decodedToUtf8 && name.equals("content-type");
                String value = corrected ? ContentType.withUtf8(field.value()) : field.value();
                kept.add(new HttpField(cut(field.name()), cut(value)));
            }
        }
        return kept;
    }

    /** A line for each name and value, so that redactors look once at a head in which there mostly is nothing. */
    private static byte[] joined(List<HttpField> fields) {
        StringBuilder lines = new StringBuilder();
        fields.forEach(field ->
                lines.append(field.name()).append('\n').append(field.value()).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    // RFC 9110, section 7.6.1: fields that the Connection field names are of this connection too.
    private static Set<String> namedByConnection(List<HttpField> fields) {
        Set<String> names = new HashSet<>();
        for (HttpField field : fields) {
            if (field.name().equalsIgnoreCase("Connection")) {
                for (String option : field.value().split(",", -1)) {
                    names.add(option.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    /** A text that is no field, in which redactors look too. */
    String cutAll(String text) throws Withheld {
        mayFind = redactors.mayFindIn(text.getBytes(StandardCharsets.UTF_8));
        return cut(text);
    }

    /** A field is octets; transports show them as Latin-1 or as UTF-8, so beyond ASCII both are read. */
    String cut(String text) throws Withheld {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        boolean latin1 = ascii || text.chars().allMatch(c -> c < 0x100);
        String result = latin1 ? cut(text, StandardCharsets.ISO_8859_1) : text;
        return ascii ? result : cut(result, StandardCharsets.UTF_8);
    }

    private String cut(String text, Charset charset) throws Withheld {
        byte[] bytes = text.getBytes(charset);
        if (!mayFind && !known.isIn(bytes)) {
            return text;
        }
        ByteQueue out = new ByteQueue();
        try (Cutter host = redactors.open(context, out, counts);
                Cutter cutter = Cutter.ofKnown(known, context, host, counts)) {
            cutter.write(bytes, 0, bytes.length);
            cutter.end();
        }
        byte[] result = new byte[out.size()];
        out.read(result, 0, result.length);
        return new String(result, charset);
    }
}
