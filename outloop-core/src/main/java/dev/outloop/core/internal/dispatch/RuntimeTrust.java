package dev.outloop.core.internal.dispatch;

import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Reads the runtime's certificates once, when the first server needs them: it takes tens of milliseconds. */
final class RuntimeTrust implements Supplier<TrustManager[]> {

    private TrustManager @Nullable [] managers;

    @Override
    public synchronized TrustManager[] get() {
        TrustManager[] read = managers;
        if (read == null) {
            read = TrustedCertificates.ofRuntime();
            managers = read;
        }
        return read.clone();
    }
}
