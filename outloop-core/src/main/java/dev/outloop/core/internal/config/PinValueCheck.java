package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PinDefinition;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ServiceDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether the value that an access fixes is one that the service's pin may have, everywhere it will stand. */
final class PinValueCheck {

    private static final int MAX_CHARS = 256;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private final Patterns patterns;
    private final Findings findings;
    private final Map<String, Optional<Predicate<String>>> compiled = new HashMap<>();

    PinValueCheck(Patterns patterns, Findings findings) {
        this.patterns = patterns;
        this.findings = findings;
    }

    void check(String subject, Access.Grant grant, ServiceDefinition service) {
        grant.pins().forEach((name, value) -> {
            PinDefinition pin = service.pins().get(name);
            String below = subject + "." + name;
            if (pin == null) {
                findings.add(
                        below,
                        "expected the name of a pin of the service"
                                + Nearest.hint(name, service.pins().keySet()),
                        "services." + service.name() + ".pins." + name);
                return;
            }
            requirePrintable(below, value);
            requireMatch(below, value, pin);
            requireWholeSegment(below, value, pin, service);
            requireTyped(below, value, pin, service);
        });
    }

    private void requirePrintable(String subject, String value) {
        if (value.isEmpty() || value.length() > MAX_CHARS || value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            findings.add(subject, "expected 1 to " + MAX_CHARS + " visible ASCII characters");
        }
    }

    private void requireMatch(String subject, String value, PinDefinition pin) {
        if (pin.pattern().isEmpty()) {
            if (!PLAIN.matcher(value).matches()) {
                findings.add(subject, "expected letters, digits, '.', '_' and '-'");
            }
            return;
        }
        Optional<Predicate<String>> pattern =
                compiled.computeIfAbsent(pin.pattern().get(), this::compile);
        if (value.length() <= MAX_CHARS && pattern.isPresent() && !pattern.get().test(value)) {
            findings.add(subject, "expected a value that matches the pin's pattern as a whole");
        }
    }

    /** A value with a separator in it would be more than the one segment that was pinned. */
    private void requireWholeSegment(String subject, String value, PinDefinition pin, ServiceDefinition service) {
        boolean inPath = service.actions().values().stream().anyMatch(action -> isPart(pin.name(), action));
        boolean whole = !value.equals(".")
                && !value.equals("..")
                && value.chars().noneMatch(c -> c == '/' || c == '\\' || c == '%' || c == ';' || c == '?' || c == '#');
        if (inPath && !whole) {
            findings.add(subject, "expected a single path segment without '/', '\\', '%', ';', '?' and '#'");
        }
    }

    private void requireTyped(String subject, String value, PinDefinition pin, ServiceDefinition service) {
        for (ActionDefinition action : service.actions().values()) {
            for (PinPlace place : action.pins()) {
                boolean inBody = place.pin().equals(pin.name()) && place.location() == ParameterLocation.BODY;
                if (inBody && place.type() == ParameterType.INTEGER && !isInteger(value)) {
                    findings.add(subject, "expected a whole number, because the pin stands as one in a body");
                } else if (inBody && place.type() == ParameterType.BOOLEAN && !isBoolean(value)) {
                    findings.add(subject, "expected true or false, because the pin stands as one in a body");
                }
            }
        }
    }

    private static boolean isPart(String pin, ActionDefinition action) {
        return action.path().slots().contains(pin)
                || action.parameters().stream()
                        .anyMatch(p ->
                                p.template().filter(t -> t.pins().contains(pin)).isPresent())
                || action.pins().stream()
                        .anyMatch(p ->
                                p.template().filter(t -> t.pins().contains(pin)).isPresent());
    }

    private Optional<Predicate<String>> compile(String pattern) {
        try {
            return Optional.of(patterns.compile(pattern));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isInteger(String value) {
        return INTEGER.matcher(value).matches();
    }

    private static boolean isBoolean(String value) {
        return value.equals("true") || value.equals("false");
    }
}
