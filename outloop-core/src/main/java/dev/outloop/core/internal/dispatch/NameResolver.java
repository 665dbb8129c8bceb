package dev.outloop.core.internal.dispatch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Turns a service's host into addresses. Asked for names and for literal addresses, once for each new connection; what
 * it returns is checked and then connected to, without a second look-up. Thread-safe; may block.
 */
@FunctionalInterface
public interface NameResolver {

    /** The addresses of the host, an IPv6 literal without brackets. */
    InetAddress[] resolve(String host) throws UnknownHostException;

    /** The operating system's resolver, through the Java runtime. */
    static NameResolver system() {
        return InetAddress::getAllByName;
    }
}
