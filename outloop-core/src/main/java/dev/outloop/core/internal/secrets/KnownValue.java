package dev.outloop.core.internal.secrets;

import dev.outloop.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A secret as it is now, and as it was before its last rotations.
 *
 * @param current the value now
 * @param workspaces whose it is, by name; all values share the set, which grows
 * @param forms the literals of the value now
 * @param before the literals of earlier values, the latest first
 */
record KnownValue(Secret current, Set<String> workspaces, List<Pattern> forms, List<Rotated> before) {

    /** The literals of a value that was replaced at that time. */
    record Rotated(List<Pattern> forms, Instant at) {}

    /** Whether that is the value now; also false when this was replaced or closed meanwhile, or the other is closed. */
    boolean is(Secret value) {
        try {
            return current.hasSameValueAs(value);
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    /** The same key with a new value; of those before, the latest stay, each once however often it came back. */
    KnownValue rotatedTo(Secret value, List<Pattern> valueForms, Instant now, int maxBefore) {
        List<Rotated> kept = new ArrayList<>();
        kept.add(new Rotated(forms, now));
        before.stream()
                .filter(rotated -> !isSame(rotated.forms(), valueForms))
                .limit(maxBefore - 1L)
                .forEach(kept::add);
        return new KnownValue(value, workspaces, valueForms, List.copyOf(kept));
    }

    private static boolean isSame(List<Pattern> one, List<Pattern> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> Arrays.equals(one.get(i).bytes, other.get(i).bytes));
    }

    /** The literals of the value, and of those before that were replaced at that time or later. */
    Stream<Pattern> forms(Instant since) {
        return Stream.concat(
                forms.stream(),
                before.stream()
                        .filter(rotated -> !rotated.at().isBefore(since))
                        .flatMap(rotated -> rotated.forms().stream()));
    }

    void wipe() {
        current.close();
        forms(Instant.MIN).forEach(pattern -> Arrays.fill(pattern.bytes, (byte) 0));
    }

    /** Nothing of the value. */
    @Override
    public String toString() {
        return "KnownValue";
    }
}
