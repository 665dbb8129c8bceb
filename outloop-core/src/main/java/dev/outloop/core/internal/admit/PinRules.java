package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.util.Map;

/** A pin is no parameter: the broker fills it in, and a value that was given has to be the same, letter by letter. */
final class PinRules {

    private PinRules() {}

    static void requirePinned(String given, String pinned) throws Refused {
        if (!given.equals(pinned)) {
            throw Refused.of(
                    ErrorCode.PIN_MISMATCH,
                    "The request names another account than the one of this workspace; leave it out, the broker fills"
                            + " it in.");
        }
    }

    /** A resource's name has the form of its template, and this workspace's account in it. */
    static void requireResource(String given, ResourceName name, Map<String, String> pins) throws Refused {
        if (!name.matches(given, pins)) {
            throw Refused.of(
                    ErrorCode.PIN_MISMATCH,
                    "A resource's name is not of the form " + name + " with the account of this workspace in it.");
        }
    }

    /** Where nobody declared a place, no other tenant's resource may be named either. */
    static void refuseForeignResource(boolean foreign) throws Refused {
        if (foreign) {
            throw Refused.of(
                    ErrorCode.PIN_MISMATCH,
                    "The request names a resource of another account than the one of this workspace.");
        }
    }

    /** The pinned value of the caller's workspace. */
    static String valueOf(Map<String, String> pins, String pin) {
        String value = pins.get(pin);
        if (value == null) {
            throw new IllegalStateException("an access without a value for a pin was loaded");
        }
        return value;
    }
}
