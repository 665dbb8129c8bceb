package dev.outloop.core;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.HttpField;
import dev.outloop.core.internal.config.ConfiguredCase;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.policy.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What became of one of {@link PolicyCases}. Immutable. */
public final class PolicyCaseResult {

    private final ConfiguredCase asked;
    private final @Nullable PolicyVerdict verdict;
    private final List<String> differences;

    private PolicyCaseResult(ConfiguredCase asked, @Nullable PolicyVerdict verdict, List<String> differences) {
        this.asked = asked;
        this.verdict = verdict;
        this.differences = List.copyOf(differences);
    }

    static PolicyCaseResult of(ConfiguredCase asked, PolicyBench bench, Instant now) {
        Caller caller;
        try {
            caller = bench.caller(asked.workspace(), asked.runtime());
        } catch (IllegalArgumentException e) {
            return new PolicyCaseResult(
                    asked, null, List.of("the configuration has no workspace " + asked.workspace()));
        }
        PolicyVerdict verdict = bench.judge(request(asked, caller), asked.time().orElse(now));
        return new PolicyCaseResult(asked, verdict, differences(asked, verdict));
    }

    /** The case's name. */
    public String name() {
        return asked.name();
    }

    /** The line on which the case begins, counted from 1. */
    public int line() {
        return asked.line();
    }

    /** Whether everything is as expected. */
    public boolean isAsExpected() {
        return differences.isEmpty();
    }

    /** The expected decision: {@code allow}, {@code deny CODE} or {@code approve}. */
    public String expected() {
        return switch (asked.kind()) {
            case ALLOW -> "allow";
            case REQUIRE_APPROVAL -> "approve";
            default -> "deny " + asked.code().map(ErrorCode::name).orElse("");
        };
    }

    /** How the request was judged; empty if there is no such workspace. */
    public Optional<PolicyVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** Each thing that is not as expected, in a few words; empty if there is none. */
    public List<String> differences() {
        return differences;
    }

    @Override
    public String toString() {
        return name() + (isAsExpected() ? ": as expected" : ": " + String.join("; ", differences));
    }

    private static ActionRequest request(ConfiguredCase asked, Caller caller) {
        if (asked.action().isEmpty()) {
            return http(asked, caller);
        }
        ActionRequest.Builder request =
                ActionRequest.action(caller, asked.alias(), asked.action().get());
        for (Map.Entry<String, Object> given : asked.parameters().entrySet()) {
            Object value = given.getValue();
            if (value instanceof Long number) {
                request.with(given.getKey(), number);
            } else if (value instanceof Boolean truth) {
                request.with(given.getKey(), truth);
            } else {
                request.with(given.getKey(), value.toString());
            }
        }
        return request.build();
    }

    private static ActionRequest http(ConfiguredCase asked, Caller caller) {
        ActionRequest.Builder request = ActionRequest.http(caller, asked.alias(), asked.method(), asked.path());
        boolean typed = false;
        for (HttpField field : asked.headers()) {
            typed |= field.name().equalsIgnoreCase("Content-Type");
            request.header(field.name(), field.value());
        }
        if (asked.body().isPresent()) {
            request.body(asked.body().get().getBytes(StandardCharsets.UTF_8));
            if (!typed) {
                request.header("Content-Type", "application/json");
            }
        }
        return request.build();
    }

    private static List<String> differences(ConfiguredCase asked, PolicyVerdict verdict) {
        List<String> found = new ArrayList<>();
        boolean decided = verdict.kind() == asked.kind()
                && (asked.kind() != Decision.Kind.DENY || verdict.code().equals(asked.code()));
        if (!decided) {
            found.add("got " + verdict);
        }
        String rule = verdict.rule().orElse("no rule");
        asked.rule()
                .filter(expected -> !expected.equals(rule))
                .ifPresent(expected -> found.add("expected the rule " + expected + " to decide, got " + rule));
        Set<String> charged = new TreeSet<>(verdict.limits());
        asked.limits()
                .filter(expected -> !expected.equals(charged))
                .ifPresent(expected ->
                        found.add("expected the limits " + new TreeSet<>(expected) + " to be charged, got " + charged));
        return found;
    }
}
