package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Name;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a record a client may have: the fields of this list, each with a value of its kind. Everything else is left
 * out, because it may name other clients: rules, the kinds of what was cut, and whatever later versions add.
 */
final class EntryExported {

    private static final Predicate<Object> NUMBER = value -> value instanceof Long;
    private static final Predicate<Object> TEXT = value -> value instanceof String;
    private static final Predicate<Object> NAME =
            value -> value instanceof String text && (Name.isValid(text) || text.equals("(malformed)"));
    private static final Predicate<Object> WORD =
            value -> value instanceof String text && text.matches("[A-Z][A-Z_]{0,63}");

    private static final Map<String, Predicate<Object>> FIELDS = Map.ofEntries(
            Map.entry("v", NUMBER),
            Map.entry("seq", NUMBER),
            Map.entry("time", TEXT),
            Map.entry("event", WORD),
            Map.entry("id", TEXT),
            Map.entry("workspace", NAME),
            Map.entry("tenant", TEXT),
            Map.entry("runtime", NAME),
            Map.entry("alias", NAME),
            Map.entry("service", NAME),
            Map.entry("action", NAME),
            Map.entry("method", WORD),
            Map.entry("path", TEXT),
            Map.entry("code", WORD),
            Map.entry("effect", WORD),
            Map.entry("status", NUMBER),
            Map.entry("bytes", NUMBER),
            Map.entry("redactions", NUMBER),
            Map.entry("exposure", WORD),
            Map.entry("micros", NUMBER));

    /** What a request for an alias that the workspace does not have says of the service is not that client's. */
    private static final Set<String> BEHIND_ALIAS = Set.of("service", "action", "method", "path");

    private static final String OTHER = "OTHER";

    private EntryExported() {}

    /** Whether the record is this client's, of a caller that was proven. */
    static boolean isOf(String tenant, EntryContent entry) {
        return entry.record()
                && isTenant(tenant, entry)
                && !isUnproven(entry)
                && AuditEvent.named(entry.event()).isPresent();
    }

    /** The fields to hand over, in their order. */
    static Map<String, Object> of(EntryContent entry) {
        String trueCode = entry.text("code");
        boolean hidden =
                trueCode.equals(ErrorCode.ALIAS_FOREIGN.name()) || trueCode.equals(ErrorCode.ALIAS_UNKNOWN.name());
        Map<String, Object> exported = new LinkedHashMap<>();
        entry.fields().forEach((name, value) -> {
            if (isAllowed(name, value) && !(hidden && BEHIND_ALIAS.contains(name))) {
                exported.put(name, value);
            }
        });
        exported.computeIfPresent("code", (name, code) -> asSeenByClient(code.toString()));
        return exported;
    }

    private static boolean isTenant(String tenant, EntryContent entry) {
        return tenant.equals(entry.fields().get("tenant"));
    }

    private static boolean isUnproven(EntryContent entry) {
        return entry.text("code").equals(ErrorCode.CALLER_NOT_RECOGNISED.name());
    }

    private static boolean isAllowed(String name, Object value) {
        return Optional.ofNullable(FIELDS.get(name))
                .filter(kind -> kind.test(value))
                .isPresent();
    }

    /** That another client has an alias of that name is not for this one to know. */
    private static String asSeenByClient(String code) {
        if (code.equals(ErrorCode.ALIAS_FOREIGN.name())) {
            return ErrorCode.ALIAS_UNKNOWN.name();
        }
        return ErrorCode.named(code).map(ErrorCode::name).orElse(OTHER);
    }
}
