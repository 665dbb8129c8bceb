package dev.outloop.core.internal.detect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes texts that a rule's pattern describes, so that no token stands in the sources. */
final class Tokens {

    private final Random random;

    Tokens(long seed) {
        this.random = new Random(seed);
    }

    /** Something that the rule has to find, in a surrounding that it takes. */
    String surrounded(Rule rule, String keyword) {
        ByteClass before = rule.before();
        ByteClass after = rule.after();
        String front = before == null || before.has((byte) ' ') ? " " : one(before);
        String back = after == null || after.has((byte) ' ') ? " " : one(after);
        return front + token(rule, keyword, 0) + back;
    }

    /** The token alone; its last element has so many bytes more than it needs. */
    String token(Rule rule, String keyword, int more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(keyword.getBytes(StandardCharsets.US_ASCII));
        List<Element> elements = rule.pattern().elements();
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            int length = element.min() + (i + 1 == elements.size() ? more : 0);
            for (int n = 0; n < length; n++) {
                out.write(one(element, i + 1 < elements.size() ? elements.get(i + 1) : null));
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    /** What an optional element behind it would take is left to that one. */
    private int one(Element element, @Nullable Element next) {
        int[] values = element.bytes()
                .values()
                .filter(value -> value > ' ' && value <= '~')
                .filter(value -> next == null || next.min() > 0 || !next.bytes().has((byte) value))
                .toArray();
        int[] alphanumeric =
                IntStream.of(values).filter(Character::isLetterOrDigit).toArray();
        int[] from = alphanumeric.length > 0 ? alphanumeric : values;
        return from.length == 0 ? ' ' : from[random.nextInt(from.length)];
    }

    private String one(ByteClass bytes) {
        return String.valueOf((char) one(new Element(bytes, 1, 1), null));
    }
}
