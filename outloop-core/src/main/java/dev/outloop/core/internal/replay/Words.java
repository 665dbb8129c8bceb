package dev.outloop.core.internal.replay;

import dev.outloop.policy.Decision;
import java.util.Set;
import java.util.TreeSet;

/** What decisions, and things that the trail does not hold, are called. */
final class Words {

    /** Counts of limits. */
    static final String COUNTS = "(counts)";
    /** Anything of a request that was refused before it was read to its end. */
    static final String REQUEST = "(request)";
    /** Which action was asked for. */
    static final String ACTION = "(action)";
    /** Which account a request named that may name one only. */
    static final String ACCOUNT = "(account)";
    /** Whether an action was asked for by name or as a raw request. */
    static final String BY_NAME = "(by name or raw)";
    /** What was sent in the body. */
    static final String BODY = "(body)";
    /** The folder in which the caller worked. */
    static final String FOLDER = "(folder)";
    /** Whether a person has confirmed the service's origin. */
    static final String ORIGIN = "(origin)";

    private Words() {}

    static String of(Decision.Kind kind, String code) {
        return switch (kind) {
            case ALLOW -> "allow";
            case REQUIRE_APPROVAL -> "approve";
            default -> code.isEmpty() ? "deny" : "deny " + code;
        };
    }

    static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
