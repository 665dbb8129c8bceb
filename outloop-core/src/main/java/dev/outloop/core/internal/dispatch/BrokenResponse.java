package dev.outloop.core.internal.dispatch;

import java.io.IOException;

/** A response that does not follow HTTP. The message names the rule and quotes nothing of the response. */
final class BrokenResponse extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenResponse(String rule) {
        super(rule);
    }
}
