package dev.outloop.core.internal.detect;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A set of byte values. Immutable. */
public final class ByteClass {

    static final ByteClass NONE = new ByteClass(new boolean[256]);
    static final ByteClass ANY = NONE.not();
    static final ByteClass WORD = ByteClass.range('0', '9')
            .or(ByteClass.range('A', 'Z'))
            .or(ByteClass.range('a', 'z'))
            .or(ByteClass.of('_'));

    private final boolean[] members;

    private ByteClass(boolean[] members) {
        this.members = members;
    }

    static ByteClass of(int value) {
        return range(value, value);
    }

    /** Both ends are members. */
    static ByteClass range(int first, int last) {
        boolean[] members = new boolean[256];
        Arrays.fill(members, first, last + 1, true);
        return new ByteClass(members);
    }

    ByteClass or(ByteClass other) {
        boolean[] union = members.clone();
        for (int i = 0; i < 256; i++) {
            union[i] |= other.members[i];
        }
        return new ByteClass(union);
    }

    ByteClass not() {
        boolean[] others = new boolean[256];
        for (int i = 0; i < 256; i++) {
            others[i] = !members[i];
        }
        return new ByteClass(others);
    }

    boolean has(byte value) {
        return members[value & 0xff];
    }

    /** The members in order. */
    IntStream values() {
        return IntStream.range(0, 256).filter(value -> members[value]);
    }
}
