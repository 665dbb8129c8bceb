package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something else meddles with the file while the sink writes it. */
class TrailWatchTest {

    @TempDir
    private Path temp;

    private interface Meddling {
        void with(Path file) throws IOException;
    }

    /** What the sink says of it; afterwards it is renewed and goes on. */
    private TrailImage meddle(Meddling meddling, String said) throws IOException {
        Sinks sinks = new Sinks();
        try (FileAuditSink sink = FileAuditSink.open(temp, sinks.options())) {
            sink.append(SmallTrail.record(1)).await();
            meddling.with(temp.resolve(TrailFormat.FILE_NAME));
            AuditSink.Ticket ticket = sink.append(SmallTrail.record(2));
            assertThatThrownBy(ticket::await)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(said)
                    .hasMessageContaining(TrailFormat.FILE_NAME)
                    .hasMessageContaining("renewed or opened anew");
            assertThatThrownBy(() -> sink.append(SmallTrail.record(3))).hasMessageContaining(said);
            sink.renew();
            ticket.await();
            sink.append(SmallTrail.record(3)).await();
        }
        TrailImage image = TrailImage.of(temp);
        assertThat(SmallTrail.records(Files.readAllBytes(temp.resolve(TrailFormat.segmentName(2)))))
                .extracting(record -> record.get("seq").getAsLong())
                .endsWith(2L, 3L);
        return image;
    }

    @Test
    void noticesThatItWasDeleted() throws IOException {
        meddle(Files::delete, "was deleted or moved away");
    }

    @Test
    void noticesThatItWasMovedAway() throws IOException {
        meddle(file -> Files.move(file, temp.resolve("trail.1.old")), "was deleted or moved away");
    }

    @Test
    void noticesThatItWasReplacedByItsOwnCopy() throws IOException {
        TrailImage image = meddle(
                file -> {
                    Path copy = Files.copy(file, temp.resolve("copy"));
                    Files.delete(file);
                    Files.move(copy, file);
                },
                "another file was put in the place of");
        assertThat(image.problems).isEmpty();
        assertThat(image.numbers()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void noticesThatItWasCopiedAndTruncated() throws IOException {
        meddle(
                file -> {
                    Files.copy(file, temp.resolve("trail.1.copy"));
                    Files.write(file, new byte[0]);
                },
                "something cut");
    }

    @Test
    void noticesThatALinkToItsCopyIsInItsPlace() throws IOException {
        meddle(
                file -> {
                    Files.write(file.resolveSibling("tail"), Files.readAllBytes(file));
                    Files.delete(file);
                    Files.createSymbolicLink(file, file.resolveSibling("tail"));
                },
                "another file was put in the place of");
    }

    @Test
    void noticesThatSomethingElseWroteToItsEnd() throws IOException {
        TrailImage image = meddle(
                file -> Files.writeString(file, "x".repeat(5000), StandardOpenOption.APPEND), "something else wrote");
        assertThat(image.problems).isEmpty();
        assertThat(image.numbers()).containsExactly(1L, 2L, 3L);
    }
}
