package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Name;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a record a client may have: the fields of this list, each with a value of its kind. Everything else is left
 * out, because it may name other clients: rules, the kinds of what was cut, and whatever later versions add.
 */
final class EntryExported {

    private static final Set<String> NUMBERS =
            Set.of("v", "seq", "status", "bytes", "redactions", "micros", "params_omitted", "count");
    private static final Set<String> TEXTS = Set.of("time", "since", "id", "tenant", "path", "request");
    private static final Set<String> NAMES = Set.of("workspace", "runtime", "alias", "service", "action");
    private static final Set<String> WORDS = Set.of("event", "method", "code", "effect", "exposure");
    private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]{0,63}");
    private static final String MALFORMED = "(malformed)";

    /** What the client's own agents chose. */
    private static final String PARAMETER = "param.";

    /** What a request for an alias that the workspace does not have says of the service is not that client's. */
    private static final Set<String> BEHIND_ALIAS = Set.of("service", "action", "method", "path");

    private static final String OTHER = "OTHER";

    private EntryExported() {}

    /** Whether the record is this client's, of a caller that was proven. */
    static boolean isOf(String tenant, EntryContent entry) {
        return entry.record()
                && !isOther(tenant, entry)
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

    private static boolean isOther(String tenant, EntryContent entry) {
        return !tenant.equals(entry.fields().get("tenant"));
    }

    private static boolean isUnproven(EntryContent entry) {
        return entry.text("code").equals(ErrorCode.CALLER_NOT_RECOGNISED.name());
    }

    private static boolean isAllowed(String name, Object value) {
        if (value instanceof Long) {
            return NUMBERS.contains(name);
        }
        String text = value.toString();
        return TEXTS.contains(name)
                || name.startsWith(PARAMETER)
                || NAMES.contains(name) && (Name.isValid(text) || text.equals(MALFORMED))
                || WORDS.contains(name) && WORD.matcher(text).matches();
    }

    /** That another client has an alias of that name is not for this one to know. */
    private static String asSeenByClient(String code) {
        if (code.equals(ErrorCode.ALIAS_FOREIGN.name())) {
            return ErrorCode.ALIAS_UNKNOWN.name();
        }
        return ErrorCode.named(code).map(ErrorCode::name).orElse(OTHER);
    }
}
