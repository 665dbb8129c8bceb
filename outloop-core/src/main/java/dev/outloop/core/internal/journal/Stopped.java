package dev.outloop.core.internal.journal;

import dev.outloop.action.Effect;
import dev.outloop.error.ErrorCode;

/** An attempt that ends without a usable response, after it was recorded. */
public final class Stopped extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final Effect effect;
    private final String sentence;

    /** The sentence says what to do next; it quotes neither secret nor response. There is no cause, for that reason. */
    public Stopped(ErrorCode code, Effect effect, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.effect = effect;
        this.sentence = sentence;
    }

    /** Why. */
    public ErrorCode code() {
        return code;
    }

    /** What is known of its effect. */
    public Effect effect() {
        return effect;
    }

    /** What the agent reads. */
    public String sentence() {
        return sentence;
    }
}
