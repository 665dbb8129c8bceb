package dev.outloop.core.internal.dispatch;

import java.net.UnknownHostException;

/** A service's name led to an address that its network rule does not allow. Names neither. */
final class AddressRefused extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    AddressRefused() {
        super("address refused");
    }
}
