package dev.outloop.core.internal.config;

import dev.outloop.action.HttpField;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request with the decision that is expected of it, as it was read.
 *
 * @param line where it stands, counted from 1
 * @param name unique in its file
 * @param time when it is asked, if that is said
 * @param workspace who asks
 * @param runtime by what
 * @param alias the access
 * @param action an action by name; empty for a raw request
 * @param parameters of the action: {@link String}, {@link Long} or {@link Boolean}
 * @param method of a raw request
 * @param path of a raw request
 * @param headers of a raw request
 * @param body of either, if it has one
 * @param kind the expected decision
 * @param code the expected cause, of a denial
 * @param rule the rule that is expected to decide, if that is said
 * @param limits the limits that are expected to be charged, if that is said
 */
public record ConfiguredCase(
        int line,
        String name,
        Optional<Instant> time,
        String workspace,
        String runtime,
        String alias,
        Optional<String> action,
        Map<String, Object> parameters,
        String method,
        String path,
        List<HttpField> headers,
        Optional<String> body,
        Decision.Kind kind,
        Optional<ErrorCode> code,
        Optional<String> rule,
        Optional<Set<String>> limits) {

    /** Collections are copied. */
    public ConfiguredCase {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        headers = List.copyOf(headers);
        limits = limits.map(Set::copyOf);
    }
}
