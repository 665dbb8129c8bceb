package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the query of a raw request into pairs, decoded once, and says which names an agent may give. */
final class QueryRules {

    private static final int MAX_PAIRS = 256;

    /** Names, folded, by which services take credentials beside the one that the broker sends. */
    private static final Set<String> CREDENTIALS = Set.of(
            "accesskey",
            "accesstoken",
            "apikey",
            "apitoken",
            "auth",
            "authorization",
            "authtoken",
            "bearer",
            "clientsecret",
            "credential",
            "credentials",
            "key",
            "password",
            "privatekey",
            "secret",
            "signature",
            "token");

    private QueryRules() {}

    /** The pairs of a query without its question mark. */
    static List<QueryPair> pairs(String query) throws Refused {
        PathRules.requireVisibleAscii(query);
        PathRules.refuseFragment(query);
        refuseSecondSeparator(query);
        List<QueryPair> pairs = new ArrayList<>();
        for (String part : query.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals));
                refuseEmptyName(name);
                pairs.add(new QueryPair(name, equals < 0 ? "" : decode(part.substring(equals + 1))));
            }
        }
        requireBounded(pairs);
        return pairs;
    }

    /** A form's pairs are read like a query's: what may not stand in one may not stand in the other. */
    static void requireNoOverride(List<QueryPair> pairs) throws Refused {
        for (QueryPair pair : pairs) {
            refuseMethodOverride(pair.name());
        }
    }

    static void refuseSecondSeparator(String query) throws Refused {
        if (query.indexOf(';') >= 0) {
            throw refused("has pairs separated by '&' alone");
        }
    }

    static void refuseEmptyName(String name) throws Refused {
        if (name.isEmpty()) {
            throw refused("has no pair without a name");
        }
    }

    static void requireBounded(List<QueryPair> pairs) throws Refused {
        if (pairs.size() > MAX_PAIRS) {
            throw Refused.of(ErrorCode.REQUEST_TOO_LARGE, "The query has more than 256 pairs.");
        }
    }

    static void refuseControlCharacters(String text) throws Refused {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw refused("has no control characters, however they are encoded");
        }
    }

    static void refuseMethodOverride(String name) throws Refused {
        if (MethodOverride.isName(name)) {
            throw refused("does not override the method");
        }
    }

    /** The service's own credential names, and those that services commonly take beside them. */
    static void refuseCredential(CompiledService service, String name) throws Refused {
        if (service.ownsQuery(name) || CREDENTIALS.contains(FoldedName.of(name))) {
            throw refused("leaves the credential to the broker");
        }
    }

    /** A declared name in another spelling, which a lenient server would take for it. */
    static void refuseTwin(Set<String> declared, String name) throws Refused {
        String folded = FoldedName.of(name);
        if (declared.stream().anyMatch(known -> FoldedName.of(known).equals(folded))) {
            throw refused("spells declared names as they are declared");
        }
    }

    /** A name of a pin, in whatever spelling, where no pin stands. */
    static void refuseTenant(CompiledService service, String name) throws Refused {
        if (service.tenants().includes(name)) {
            throw refused("spells declared names as they are declared");
        }
    }

    static void refuseRepeated(boolean first) throws Refused {
        if (!first) {
            throw refused("has each declared name once");
        }
    }

    static void refuseUndeclared(CompiledAction action) throws Refused {
        if (action.pinned()) {
            throw refused("has only names that the action declares");
        }
    }

    private static String decode(String text) throws Refused {
        String decoded = PathRules.decodeOnce(text.replace('+', ' '));
        refuseControlCharacters(decoded);
        return decoded;
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.QUERY_REFUSED, "Mend the query: an accepted one " + rule + ".");
    }
}
