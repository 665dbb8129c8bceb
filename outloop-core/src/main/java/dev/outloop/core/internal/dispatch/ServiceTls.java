package dev.outloop.core.internal.dispatch;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS to one service, with sessions of its own: 1.3 or 1.2, a certificate from those trusted, for the very host
 * (RFC 9110, section 4.3.4). Shakes hands before the first byte of a request.
 */
final class ServiceTls implements TlsSocketStrategy {

    private final SSLContext context;

    ServiceTls(TrustManager[] trusted) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no TLS");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up");
        }
    }

    @Override
    public SSLSocket upgrade(
            Socket socket, String host, int port, @Nullable Object attachment, @Nullable HttpContext context)
            throws IOException {
        SSLSocket tls = (SSLSocket) this.context.getSocketFactory().createSocket(socket, host, port, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        requireHostInCertificate(parameters);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        requireCurrentCertificate(tls.getSession());
        return tls;
    }

    /** Makes the handshake fail unless the certificate is for the host (RFC 2818, section 3.1). */
    private static void requireHostInCertificate(SSLParameters parameters) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }

    /** Java's path check takes a certificate that is itself trusted as it is, even when it has expired. */
    private static void requireCurrentCertificate(SSLSession session) throws SSLPeerUnverifiedException {
        try {
            ((X509Certificate) session.getPeerCertificates()[0]).checkValidity();
        } catch (CertificateException e) {
            throw new SSLPeerUnverifiedException("not valid now");
        }
    }
}
