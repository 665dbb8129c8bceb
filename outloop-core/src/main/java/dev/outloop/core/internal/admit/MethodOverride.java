package dev.outloop.core.internal.admit;

import java.util.Set;

/**
 * Names by which services take another method than the one that was approved, in whatever place: {@code _method} of Rails
 * and Laravel, {@code X-HTTP-Method-Override} of Google, {@code ?method=} of Apify.
 */
final class MethodOverride {

    private static final Set<String> FOLDED = Set.of(
            "method",
            "methodoverride",
            "overridemethod",
            "httpmethod",
            "httpmethodoverride",
            "xhttpmethod",
            "xhttpmethodoverride",
            "xmethodoverride");

    private MethodOverride() {}

    static boolean isName(String name) {
        return FOLDED.contains(FoldedName.of(name));
    }

    /** In JSON the plain word is content, such as a way of payment or the procedure of JSON-RPC. */
    static boolean isMember(String name) {
        return isName(name) && !name.equalsIgnoreCase("method");
    }
}
