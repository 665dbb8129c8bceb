package dev.outloop.backend.keychain.internal.dbus;

import com.sun.security.auth.module.UnixSystem;
import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import jdk.net.ExtendedSocketOptions;

/** A connected Unix socket whose every wait ends at a deadline or an interrupt. One thread. */
final class BusSocket implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;

    private BusSocket(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    static BusSocket open(BusAddress address) throws IOException, VaultException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            // A Unix socket connects at once or, where nobody accepts any more, not at all.
            if (!channel.connect(UnixDomainSocketAddress.of(address.socket()))) {
                throw new IOException("the bus takes no more connections");
            }
            requireOwnUser(channel);
            Selector selector = Selector.open();
            channel.register(selector, 0);
            return new BusSocket(channel, selector);
        } catch (ClosedByInterruptException e) {
            throw Deadline.timeout();
        } catch (IOException | VaultException e) {
            channel.close();
            throw e;
        }
    }

    /** Where a bus has ended, another user could listen in its place and be told what is stored. */
    private static void requireOwnUser(SocketChannel channel) throws IOException, VaultException {
        UnixSystem self = new UnixSystem();
        String own = Objects.requireNonNullElse(self.getUsername(), Long.toString(self.getUid()));
        String peer =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        if (!peer.equals(own)) {
            throw new VaultException(
                    ErrorCode.VAULT_UNTRUSTED, "the session bus belongs to another user; correct its address");
        }
    }

    /** Fills the buffer. */
    void read(ByteBuffer target, Deadline deadline) throws IOException, VaultException {
        try {
            while (target.hasRemaining()) {
                int count = channel.read(target);
                if (count < 0) {
                    throw new EOFException("the bus ended the connection");
                }
                if (count == 0) {
                    await(SelectionKey.OP_READ, deadline);
                }
            }
        } catch (ClosedByInterruptException e) {
            throw Deadline.timeout();
        }
    }

    /** Writes the buffer out. */
    void write(ByteBuffer source, Deadline deadline) throws IOException, VaultException {
        try {
            while (source.hasRemaining()) {
                if (channel.write(source) == 0) {
                    await(SelectionKey.OP_WRITE, deadline);
                }
            }
        } catch (ClosedByInterruptException e) {
            throw Deadline.timeout();
        }
    }

    private void await(int operation, Deadline deadline) throws IOException, VaultException {
        for (SelectionKey key : selector.keys()) {
            key.interestOps(operation);
        }
        selector.select(deadline.remainingMillis());
        selector.selectedKeys().clear();
        deadline.remainingNanos();
        if (Thread.currentThread().isInterrupted()) {
            throw Deadline.timeout();
        }
    }

    @Override
    public void close() throws IOException {
        try (channel;
                selector) {
            // Both, in whatever state they are.
        }
    }
}
