package dev.outloop.core.internal.secrets;

import dev.outloop.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The value now under a key, with those that it had before. Immutable. */
final class KnownValue {

    private final Secret current;
    private final List<Pattern> forms;
    private final List<Rotated> before;

    /** A value that was replaced. */
    private record Rotated(List<Pattern> forms, Instant at) {}

    private KnownValue(Secret current, List<Pattern> forms, List<Rotated> before) {
        this.current = current;
        this.forms = forms;
        this.before = before;
    }

    static KnownValue first(Secret value, List<Pattern> forms) {
        return new KnownValue(value, forms, List.of());
    }

    /** Whether that is the value now; also false when this was replaced or closed meanwhile, or the other is closed. */
    boolean is(Secret value) {
        try {
            return current.hasSameValueAs(value);
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    /** The same key with a new value; of those before, the latest stay. */
    KnownValue rotatedTo(Secret value, List<Pattern> valueForms, Instant now, int maxBefore) {
        List<Rotated> kept = new ArrayList<>();
        kept.add(new Rotated(forms, now));
        kept.addAll(before.subList(0, Math.min(before.size(), maxBefore - 1)));
        return new KnownValue(value, valueForms, List.copyOf(kept));
    }

    /** The literals of the value, and of those before that were replaced at that time or later. */
    Stream<List<Pattern>> forms(Instant since) {
        return Stream.concat(
                Stream.of(forms),
                before.stream().filter(rotated -> !rotated.at().isBefore(since)).map(Rotated::forms));
    }

    void closeCurrent() {
        current.close();
    }

    void wipe() {
        current.close();
        forms(Instant.MIN).forEach(list -> list.forEach(pattern -> Arrays.fill(pattern.bytes, (byte) 0)));
    }
}
