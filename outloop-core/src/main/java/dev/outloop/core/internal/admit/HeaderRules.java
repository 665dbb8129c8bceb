package dev.outloop.core.internal.admit;

import dev.outloop.action.HttpField;
import dev.outloop.error.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which header fields an agent may give. Names are tokens and values visible ASCII (RFC 9110, sections 5.1 and 5.5), since
 * an HTTP library may replace or fold what is neither; the fields of transport, routing, credentials and method override
 * are the broker's.
 */
final class HeaderRules {

    private static final int MAX_FIELDS = 64;
    private static final int MAX_VALUE_CHARS = 8 * 1024;
    private static final int MAX_TOTAL_CHARS = 32 * 1024;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^`|~";

    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "cookie",
            "cookie2",
            "expect",
            "forwarded",
            "from",
            "front-end-https",
            "host",
            "http2-settings",
            "if-range",
            "keep-alive",
            "max-forwards",
            "origin",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "range",
            "referer",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-method",
            "x-original-url",
            "x-real-ip",
            "x-rewrite-url");

    private static final Set<String> RESERVED_PREFIXES = Set.of("x-forwarded-", "x-outloop-", "proxy-", "sec-");

    /** What a client adds by itself and the broker says in its own words, or not at all. */
    private static final Set<String> REPLACED =
            Set.of("accept-encoding", "baggage", "traceparent", "tracestate", "user-agent");

    /** What says nothing but in which form an answer is wanted. */
    private static final Set<String> NEUTRAL = Set.of("accept", "accept-language", "content-type");

    private HeaderRules() {}

    /** Checks all fields as a whole, then each by name and value. */
    static void requireWellFormed(List<HttpField> fields) throws Refused {
        requireBounded(fields);
        Set<String> seen = new HashSet<>();
        for (HttpField field : fields) {
            requireName(field.name());
            requireValue(field.value());
            refuseDuplicate(seen.add(field.name().toLowerCase(Locale.ROOT)));
        }
    }

    static void requireBounded(List<HttpField> fields) throws Refused {
        long total = 0;
        for (HttpField field : fields) {
            total += field.name().length() + field.value().length();
        }
        if (fields.size() > MAX_FIELDS || total > MAX_TOTAL_CHARS) {
            throw Refused.of(
                    ErrorCode.REQUEST_TOO_LARGE, "The headers are more than 64 or longer than 32768 characters.");
        }
    }

    static void requireName(String name) throws Refused {
        if (name.isEmpty() || !name.chars().allMatch(HeaderRules::isTokenCharacter)) {
            throw refused("has names of letters, digits and '-'");
        }
    }

    static void requireValue(String value) throws Refused {
        boolean visible = value.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t');
        if (!visible || value.length() > MAX_VALUE_CHARS || !value.equals(value.strip())) {
            throw refused("has values of at most 8192 visible ASCII characters");
        }
    }

    static void refuseDuplicate(boolean first) throws Refused {
        if (!first) {
            throw refused("has each name once");
        }
    }

    /** Fields that belong to transport, routing, credentials or method override. */
    static void refuseReserved(String name) throws Refused {
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower)
                || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)
                || MethodOverride.isName(name)) {
            throw refused("leaves transport, routing, credentials and method override to the broker");
        }
    }

    /** The service's own credential fields, in any case and with any separator. */
    static void refuseCredential(boolean owned) throws Refused {
        if (owned) {
            throw refused("leaves the credential to the broker");
        }
    }

    /** On pinned actions a header that nobody declared may name another tenant. */
    static void refuseUndeclared(CompiledAction action, String name) throws Refused {
        if (action.pinned() && !NEUTRAL.contains(name.toLowerCase(Locale.ROOT))) {
            throw refused("has only headers that the action declares");
        }
    }

    static boolean isReplaced(String name) {
        return REPLACED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** An underscore is a token character, but CGI-like servers read it as a dash: two names for one field. */
    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.HEADER_REFUSED, "Mend the headers: an accepted request " + rule + ".");
    }
}
