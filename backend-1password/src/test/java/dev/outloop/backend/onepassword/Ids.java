package dev.outloop.backend.onepassword;

import java.util.concurrent.atomic.AtomicLong;

/** Ids of the vendor's form: 26 of a-z and 0-9. */
public final class Ids {

    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /** One that was not given out before. */
    public static String next() {
        String number = Long.toString(LAST.incrementAndGet(), 36);
        return "id" + "0".repeat(24 - number.length()) + number;
    }
}
