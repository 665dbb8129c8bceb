package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outloop.core.AuditTrail;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full: a small one in memory, where the test may mount one. */
class FullDiskTest {

    @TempDir
    Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
        assumeTrue(mounted, "only a user who may mount a file system can fill one up here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString()) || run("umount", "-l", disk.toString()))
                    .isTrue();
        }
    }

    @Test
    void refusesCallsWhileTheDiskIsFullAndWorksAgainOnceThereIsRoom() throws Exception {
        Path trail = disk.resolve("audit");
        try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"))) {
            Path filling = disk.resolve("filling");
            try (TrailBroker broker = TrailBroker.open(trail, service.port())) {
                DiskCases.requireWorking(broker, service);
                fill(filling);
                while (broker.vault.leaseCalls() < 100
                        && broker.control.broker().perform(broker.request("last"))
                                instanceof dev.outloop.action.ActionResult.Completed) {}
                int calls = broker.vault.leaseCalls();
                DiskCases.requireUnavailable(broker, service, calls);
            }
            Files.delete(filling);
            try (TrailBroker broker = TrailBroker.open(trail, service.port())) {
                assertThat(AuditTrail.verify(trail).isIntact()).isTrue();
                int before = service.requests().size();
                broker.control.broker().perform(broker.request("again"));
                assertThat(service.requests()).hasSize(before + 1);
            }
            assertThat(AuditTrail.verify(trail).isIntact()).isTrue();
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
