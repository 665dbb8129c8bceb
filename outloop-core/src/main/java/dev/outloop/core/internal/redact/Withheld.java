package dev.outloop.core.internal.redact;

import dev.outloop.error.ErrorCode;

/** From here on nothing of a response may be handed over. It quotes nothing of it, and has no cause for that reason. */
final class Withheld extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final String sentence;

    private Withheld(ErrorCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
    }

    static Withheld because(String sentence) {
        return new Withheld(ErrorCode.RESPONSE_WITHHELD, sentence);
    }

    static Withheld tooLarge(String sentence) {
        return new Withheld(ErrorCode.RESPONSE_TOO_LARGE, sentence);
    }

    static Withheld broken(ErrorCode code) {
        return new Withheld(code, "the exchange ended before the response did");
    }

    ErrorCode code() {
        return code;
    }

    String sentence() {
        return sentence;
    }
}
