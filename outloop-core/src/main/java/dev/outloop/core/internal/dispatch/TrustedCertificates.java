package dev.outloop.core.internal.dispatch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom a service's certificate may come from. */
public final class TrustedCertificates {

    private static final long MAX_FILE_BYTES = 1024 * 1024;

    private TrustedCertificates() {}

    /**
     * Checks a PEM file (RFC 7468) of certificates that a service names.
     *
     * @throws IllegalArgumentException if there is no such file, it is larger than 1 MiB or holds no certificate; the
     *     message quotes nothing of it
     */
    public static void requireReadable(Path pemFile) {
        fromFile(pemFile);
    }

    static TrustManager[] ofRuntime() {
        try {
            return managers(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime's certificates cannot be read");
        }
    }

    static TrustManager[] fromFile(Path pemFile) {
        try {
            if (Files.size(pemFile) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("a file of certificates has at most 1 MiB");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(pemFile)))) {
                store.setCertificateEntry("c" + count++, certificate);
            }
            if (count == 0) {
                throw new IllegalArgumentException("the file of certificates holds none");
            }
            return managers(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the file of certificates cannot be read; it has to be PEM");
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
