package dev.outloop.core.internal.dispatch;

import java.io.IOException;

/** A secret that its place on the wire cannot carry unaltered. Says nothing about it. */
final class UnfitSecret extends IOException {

    private static final long serialVersionUID = 1L;

    UnfitSecret() {
        super("secret unfit");
    }
}
