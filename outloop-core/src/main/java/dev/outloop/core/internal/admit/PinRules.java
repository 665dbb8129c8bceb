package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;

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

    /** The pinned value of the caller's workspace. */
    static String valueOf(Binding binding, String pin) {
        String value = binding.pins().get(pin);
        if (value == null) {
            throw new IllegalStateException("an access without a value for a pin was loaded");
        }
        return value;
    }
}
