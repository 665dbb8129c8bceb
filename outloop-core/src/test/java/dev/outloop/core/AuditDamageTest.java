package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.audit.AuditEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditDamageTest {

    private static final String SECOND = "\"seq\":2,";

    @TempDir
    private Path temp;

    /** Numbers as they come, and of damage its place. */
    private List<String> read() throws IOException {
        List<String> read = new ArrayList<>();
        // Asks for what no record has as well: damage is said although bytes alone would turn the line away.
        for (String tenant : List.of("acme", "nobody")) {
            try (AuditEntries entries = AuditTrail.read(temp)
                    .query(AuditQuery.builder().tenant(tenant).build())) {
                for (boolean more = true; more; ) {
                    try {
                        Optional<AuditEntry> entry = entries.next();
                        entry.ifPresent(found -> read.add(String.valueOf(found.sequence())));
                        more = entry.isPresent();
                    } catch (AuditDamage e) {
                        assertThat(e).hasMessageContaining("verify").hasMessageContaining(e.file());
                        read.add(e.file().substring(6, 12) + ":" + e.line() + " after " + e.sequence());
                    }
                }
            }
        }
        return read;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is no record\n",
                "\n",
                "{\"record\":{\"v\":1,\"seq\":2}}\n",
                "{\"record\":{\"v\":1,\"seq\":2,\"tenant\":\"\u001b[31macme\"}}\n",
                "\u00c3\u0028\u00ff\n",
                "{}\n"
            })
    void saysWhereALineIsNone(String line) throws IOException {
        WrittenTrail.begin(temp).records(1, "acme").raw(line).records(1, "acme");
        assertThat(read()).containsExactly("1", "000001:3 after 1", "2", "000001:3 after 1");
    }

    @Test
    void saysWhereNulsStandInsideTheTrail() throws IOException {
        WrittenTrail.begin(temp).records(1, "acme").raw("\0\0\0\n").records(2000, "acme");
        assertThat(read())
                .contains("000001:3 after 1")
                .startsWith("1", "000001:3 after 1", "2")
                .endsWith("000001:3 after 1");
    }

    @Test
    void passesOverALineOfTenMegabytesInBoundedMemory() throws IOException {
        WrittenTrail.begin(temp)
                .records(1, "acme")
                .raw("x".repeat(10_000_000) + "\n")
                .records(1, "acme");
        assertThat(read()).containsExactly("1", "000001:3 after 1", "2", "000001:3 after 1");
    }

    @Test
    void aLongTailWithoutALineEndIsNoTornOne() throws IOException {
        WrittenTrail.begin(temp).records(1, "acme").raw("x".repeat(10_000_000));
        assertThat(read()).containsExactly("1", "000001:3 after 1", "000001:3 after 1");
    }

    @Test
    void saysWhichNumbersAreMissingAndGoesOn() throws IOException {
        WrittenTrail.begin(temp).records(1, "acme").passTo(4).records(2, "acme");
        assertThat(read()).containsExactly("1", "000001:3 after 1", "5", "6", "000001:3 after 1");
        assertThatExceptionOfType(AuditDamage.class)
                .isThrownBy(() -> AuditTrail.read(temp)
                        .query(AuditQuery.builder().last(10).build()))
                .withMessageContaining("record 5 stands where record 2 belongs");
    }

    @Test
    void saysThatAFileIsMissingOrBelongsElsewhere() throws IOException {
        WrittenTrail trail =
                WrittenTrail.begin(temp).records(1, "acme").segment("SIZE").records(1, "acme");
        trail.segment("SIZE").records(1, "acme");
        byte[] second = Files.readAllBytes(trail.file(2));
        Files.delete(trail.file(2));
        assertThat(read()).containsExactly("1", "000003:1 after 0", "3", "000003:1 after 0");
        Files.write(trail.file(2), second);
        assertThat(read()).containsExactly("1", "2", "3");
        trail.replace(3, WrittenTrail.ID, "f".repeat(32));
        assertThat(read()).containsExactly("1", "2", "000003:1 after 2", "3", "000003:1 after 2");
    }

    @Test
    void saysThatAFileDoesNotGoOnWhereTheOneBeforeStopped() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(2, "acme");
        String head = trail.head();
        trail.record("acme", AuditEvent.ATTEMPT, r -> {});
        trail.backTo(head, 2).segment("SIZE").records(1, "acme");
        assertThat(read()).hasSize(6).contains("000002:1 after 2");
    }

    @Test
    void saysThatWhatALineHoldsIsNone() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(3, "acme");
        trail.replace(1, SECOND + "\"time\":\"2026", SECOND + "\"time\":\"Y026");
        assertThat(read()).containsExactly("1", "000001:3 after 2", "3");
    }

    @Test
    void followsNoLink() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp.resolve("real")).records(1, "acme");
        Files.createSymbolicLink(temp.resolve("trail-000001.jsonl"), trail.file(1));
        assertThatExceptionOfType(IOException.class).isThrownBy(this::read).withMessageContaining("link");
    }
}
