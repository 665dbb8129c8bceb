package dev.outloop.core.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which names may stand in a request, and which of them are one and the same to some service. */
final class WireNames {

    /** Fields that say where a message goes and where it ends: never a definition's business. */
    private static final Set<String> FRAMING = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "expect",
            "accept-encoding",
            "content-encoding",
            "via",
            "forwarded",
            "http2-settings");

    /** Fields that carry who asks, or change what is asked. */
    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "cookie",
            "set-cookie",
            "content-type",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-url",
            "x-original-host",
            "x-rewrite-url",
            "x-host",
            "x-real-ip");

    private static final Set<String> METHOD_OVERRIDES = Set.of(
            "method",
            "methodoverride",
            "overridemethod",
            "httpmethod",
            "httpmethodoverride",
            "xhttpmethod",
            "xhttpmethodoverride",
            "xmethodoverride");

    private static final List<String> RESERVED_PREFIXES = List.of("proxy-", "x-forwarded-", "sec-");

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private WireNames() {}

    /** A field name: a token of RFC 9110, section 5.6.2. */
    static boolean isFieldName(String name) {
        return !name.isEmpty() && name.length() <= 128 && name.chars().allMatch(WireNames::isTokenCharacter);
    }

    static boolean isFraming(String field) {
        return FRAMING.contains(field.toLowerCase(Locale.ROOT));
    }

    static boolean isReserved(String field) {
        String folded = field.toLowerCase(Locale.ROOT);
        return FRAMING.contains(folded)
                || RESERVED.contains(folded)
                || RESERVED_PREFIXES.stream().anyMatch(folded::startsWith);
    }

    static boolean isQueryName(String name) {
        return !name.isEmpty() && name.length() <= 128 && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** A field of a form, which also stands in the plain quotes of a part's head. */
    static boolean isFormName(String name) {
        return isQueryName(name) && name.chars().noneMatch(c -> "\"%\\;&=+".indexOf(c) >= 0);
    }

    /** Names with which frameworks replace a method; the plain word {@code method} may be content. */
    static boolean isMethodOverride(String name) {
        return !name.equalsIgnoreCase("method") && METHOD_OVERRIDES.contains(folded(name));
    }

    /** An RFC 6901 pointer to something inside an object. */
    static boolean isPointer(String pointer) {
        if (pointer.length() < 2 || pointer.length() > 512 || pointer.charAt(0) != '/') {
            return false;
        }
        for (int i = pointer.indexOf('~'); i >= 0; i = pointer.indexOf('~', i + 1)) {
            if (i + 1 == pointer.length() || (pointer.charAt(i + 1) != '0' && pointer.charAt(i + 1) != '1')) {
                return false;
            }
        }
        return !pointer.contains("//")
                && !pointer.endsWith("/")
                && pointer.chars().noneMatch(Character::isISOControl);
    }

    /** Visible ASCII and spaces, as in a field value. */
    static boolean isFieldText(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /** Services exist that take {@code customerId}, {@code customer_id} and {@code Customer-Id} for one. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(".", "");
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }
}
