package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;

/** A request that ends before it is attempted. Carries what the agent is told and what the trail is told. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final transient ErrorCode cause;
    private final String sentence;
    private final String rule;

    private Refused(ErrorCode code, ErrorCode cause, String sentence, String rule) {
        super(sentence, null, false, false);
        this.code = code;
        this.cause = cause;
        this.sentence = sentence;
        this.rule = rule;
    }

    /** Agent and trail are told the same. The sentence says what to do next and quotes nothing of the request. */
    public static Refused of(ErrorCode code, String sentence) {
        return new Refused(code, code, sentence, "");
    }

    /** The agent is told one code, the trail another. */
    public static Refused disguised(ErrorCode shown, ErrorCode cause, String sentence) {
        return new Refused(shown, cause, sentence, "");
    }

    /** The same, by a rule or limit of that name. */
    public Refused by(String name) {
        return new Refused(code, cause, sentence, name);
    }

    /** The name of what refused it; empty if it has none. */
    public String rule() {
        return rule;
    }

    /** What the agent is told. */
    public ErrorCode code() {
        return code;
    }

    /** What the trail is told. */
    public ErrorCode trueCause() {
        return cause;
    }

    /** What the agent reads. */
    public String sentence() {
        return sentence;
    }
}
