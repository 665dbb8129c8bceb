package dev.outloop.backend.keychain.internal.macos;

import com.sun.jna.ptr.ByteByReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Calls of the keychain without dialogs. {@code kSecUseAuthenticationUI} does not keep the login keychain from showing
 * its dialogs; what does is one switch for the whole process, so it is turned for one call at a time and turned back.
 */
final class Interaction {

    /** The switch is the process's, so is what guards it. */
    private static final Lock SWITCH = new ReentrantLock();

    private final Security security;
    private final boolean allowed;

    Interaction(Security security, boolean allowed) {
        this.security = security;
        this.allowed = allowed;
    }

    /** The status of the call. */
    int call(IntSupplier call) {
        return allowed ? call.getAsInt() : silently(call);
    }

    /** The status of the call, or that of the switch if it cannot be turned. */
    int silently(IntSupplier call) {
        SWITCH.lock();
        try {
            ByteByReference before = new ByteByReference();
            int status = security.SecKeychainGetUserInteractionAllowed(before);
            if (status == OsStatus.SUCCESS) {
                status = security.SecKeychainSetUserInteractionAllowed((byte) 0);
            }
            return status == OsStatus.SUCCESS ? restoring(before.getValue(), call) : status;
        } finally {
            SWITCH.unlock();
        }
    }

    private int restoring(byte before, IntSupplier call) {
        try {
            return call.getAsInt();
        } finally {
            security.SecKeychainSetUserInteractionAllowed(before);
        }
    }
}
