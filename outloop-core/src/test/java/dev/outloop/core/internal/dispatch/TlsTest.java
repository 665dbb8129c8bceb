package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.Effect;
import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String HOST = "api.example.test";

    @TempDir
    static Path folder;

    private static TlsServer good;
    private static TlsServer expired;
    private static TlsServer other;

    @BeforeAll
    static void makeCertificates() throws Exception {
        good = new TlsServer(folder, HOST, "-1d", 3);
        Path past = Files.createDirectory(folder.resolve("past"));
        expired = new TlsServer(past, HOST, "-10d", 2);
        other = new TlsServer(folder, "other.example.test", "-1d", 3);
    }

    @Test
    void sendsTheCredentialToTheTrustedHost() throws Exception {
        try (RawServer server = good.answering();
                Rig rig = rig(server, good.pem)) {
            assertThat(rig.body("/")).isEqualTo("over TLS");
            assertThat(server.onlyRequest())
                    .contains("\r\nHost: " + HOST + ":" + server.port() + "\r\n")
                    .containsOnlyOnce(Rig.CANARY);
        }
    }

    @Test
    void reusesATlsConnection() throws Exception {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (RawServer server = good.answering(protocol);
                    Rig rig = rig(server, good.pem)) {
                for (int i = 0; i < 5; i++) {
                    assertThat(rig.body("/")).isEqualTo("over TLS");
                    rig.clock.advanceMillis(i * 1000);
                }
                assertThat(server.connections()).isOne();
            }
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        try (RawServer server = good.answering();
                Rig rig = rig(server, null)) {
            untrusted(rig, server);
        }
    }

    @Test
    void trustsTheFileAloneWhereOneIsNamed() throws Exception {
        try (RawServer server = good.answering();
                Rig rig = rig(server, other.pem)) {
            untrusted(rig, server);
        }
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        try (RawServer server = expired.answering();
                Rig rig = rig(server, expired.pem)) {
            untrusted(rig, server);
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        try (RawServer server = other.answering();
                Rig rig = rig(server, other.pem)) {
            untrusted(rig, server);
        }
    }

    @Test
    void refusesAServerWithoutTls() throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    peer.awaitEnd();
                });
                Rig rig = rig(server, good.pem)) {
            untrusted(rig, server);
        }
    }

    @Test
    void aNameThatMovesInsideIsNotFollowed() throws Exception {
        InetAddress allowed = InetAddress.getByName("127.0.0.1");
        InetAddress inside = InetAddress.getByName("127.0.0.2");
        Iterator<InetAddress> answers = List.of(allowed, inside).iterator();
        try (RawServer server = good.answering();
                Rig rig = new Rig(
                        Rig.service("https://" + HOST + ":" + server.port())
                                .network(NetworkRule.publicInternet()
                                        .allowing(List.of("127.0.0.1/32"))
                                        .trusting(good.pem)),
                        host -> new InetAddress[] {answers.next()})) {
            assertThat(rig.body("/")).isEqualTo("over TLS");
            rig.clock.advanceMillis(31_000);
            assertThat(rig.stopped().code()).isEqualTo(ErrorCode.ADDRESS_REFUSED);
            assertThat(server.connections()).isOne();
            assertThat(answers).isExhausted();
        }
    }

    @Test
    void refusesFilesWithoutCertificates() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        TrustedCertificates.requireReadable(good.pem);
        for (Path file : List.of(empty, text, folder.resolve("absent.pem"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> TrustedCertificates.requireReadable(file));
        }
    }

    private static void untrusted(Rig rig, RawServer server) {
        Stopped stopped = rig.stopped();
        assertThat(stopped.code()).isEqualTo(ErrorCode.UPSTREAM_UNTRUSTED);
        assertThat(stopped.effect()).isEqualTo(Effect.NONE);
        assertThat(server.requests()).isEmpty();
        assertThat(server.connections()).isOne();
        assertThat(rig.open()).isZero();
    }

    private static Rig rig(RawServer server, Path trusted) {
        NetworkRule network = NetworkRule.publicInternet().allowing(List.of("127.0.0.1/32"));
        return new Rig(
                Rig.service("https://" + HOST + ":" + server.port())
                        .credential(CredentialPlacement.bearer(CredentialPlacement.DEFAULT_PART))
                        .network(trusted == null ? network : network.trusting(trusted)),
                host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});
    }
}
