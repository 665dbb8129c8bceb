package dev.outloop.testkit.twin.sample;

import dev.outloop.error.ErrorCode;

/** A planted engine with checks of every shape. */
public final class Door {

    public String enter(String name) {
        requireKnown(name);
        requireKnown(name, 1);
        Lock lock = new Lock();
        return lock.isShut(name) ? "shut" : "in with " + count(name) + " " + wash(name) + " " + nothing(name);
    }

    public ErrorCode sharedCode() {
        return ErrorCode.PIN_MISMATCH;
    }

    private static void requireKnown(String name) {
        if (name.startsWith("stranger")) {
            throw new IllegalStateException("not known");
        }
    }

    private void requireKnown(String name, int times) {
        if (name.length() < times) {
            throw new IllegalStateException("too short");
        }
    }

    int count(String name) {
        return name.length();
    }

    private static String wash(String name) {
        return name.replace("dirt", "");
    }

    @SuppressWarnings("UnusedMethod")
    private static int unlike(String name) {
        return 7;
    }

    Object nothing(String name) {
        return "thing";
    }

    static final class Lock {
        boolean isShut(String name) {
            return name.endsWith("!");
        }
    }

    interface Sealed {
        void noCode();
    }
}
