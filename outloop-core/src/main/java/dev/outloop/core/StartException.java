package dev.outloop.core;

/** Why a broker or its vaults could not start; the message says what to do. It holds no secret and quotes no file. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
