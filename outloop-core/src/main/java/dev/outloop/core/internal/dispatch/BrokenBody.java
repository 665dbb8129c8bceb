package dev.outloop.core.internal.dispatch;

import dev.outloop.error.ErrorCode;
import java.io.IOException;

/** A response body that ended before its end, because it was stopped, too large or broken. Quotes nothing of it. */
public final class BrokenBody extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    BrokenBody(ErrorCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** A body that is longer than its reader takes. */
    public static BrokenBody tooLarge() {
        return new BrokenBody(ErrorCode.RESPONSE_TOO_LARGE, "too large");
    }

    /** Why. */
    public ErrorCode code() {
        return code;
    }

    /** What the agent reads. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
