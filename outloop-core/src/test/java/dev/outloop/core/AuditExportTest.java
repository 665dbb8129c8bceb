package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.action.Exposure;
import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.twin.Twin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditExportTest {

    private static final String EXPORTED = "dev.outloop.core.internal.journal.EntryExported";

    @TempDir
    private Path temp;

    private WrittenTrail trail;

    /** Exports acme's records, in a twin too. */
    static final class Export implements Function<Path, String> {
        @Override
        public String apply(Path directory) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                AuditTrail.read(directory).export("acme", WrittenTrail.TIME, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void write() throws IOException {
        trail = WrittenTrail.begin(temp)
                .record(
                        "acme",
                        AuditEvent.ATTEMPT,
                        r -> r.alias("crm")
                                .action("tables", "list", "GET", "/{t}")
                                .rule("all-but-globex"))
                .record("globex", AuditEvent.DENIED, r -> r.code(ErrorCode.PIN_MISMATCH))
                .checkpoint()
                .record("acme", AuditEvent.OUTCOME, r -> r.response(7, Map.of("globex-key", 2L), Exposure.NONE_FOUND))
                .segment("SIZE")
                .record(
                        "acme",
                        AuditEvent.DENIED,
                        r -> r.alias("books")
                                .action("ledger", "list", "GET", "/{t}")
                                .code(ErrorCode.ALIAS_FOREIGN))
                .record("acme", AuditEvent.DENIED, r -> r.alias("nothing").code(ErrorCode.CALLER_NOT_RECOGNISED))
                .record("acme", AuditEvent.DENIED, r -> r.alias("nothing").code(ErrorCode.ALIAS_UNKNOWN))
                .note("RECOVERED", ",\"torn_bytes\":7");
    }

    @Test
    void handsOverOneClientsRecordsAndNothingThatNamesAnother() throws Exception {
        String export = new Export().apply(temp);
        List<String> lines = export.lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("{\"export\":{\"v\":1,\"trail\":\"" + WrittenTrail.ID
                        + "\",\"tenant\":\"acme\",\"from\":1,\"to\":6,\"time\":\"2026-01-01T00:00:00Z\"}}");
        assertThat(lines.get(1))
                .isEqualTo("{\"record\":{\"v\":1,\"seq\":1,\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"ATTEMPT\","
                        + "\"id\":\"id-1\",\"workspace\":\"acme\",\"tenant\":\"acme\",\"runtime\":\"codex\","
                        + "\"alias\":\"crm\",\"service\":\"tables\",\"action\":\"list\",\"method\":\"GET\","
                        + "\"path\":\"/{t}\"}}");
        assertThat(lines.subList(1, 5))
                .extracting(line -> line.replaceAll(".*\"seq\":([0-9]+),.*", "$1"))
                .containsExactly("1", "3", "4", "6");
        assertThat(export).doesNotContain("globex", "rule", "RECOVERED", "CHECKPOINT", "ledger", "NOT_RECOGNISED");
        String before = export.substring(0, export.lastIndexOf("{\"end\""));
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(before.getBytes(StandardCharsets.US_ASCII)));
        assertThat(lines).hasSize(6);
        assertThat(lines.get(5)).isEqualTo("{\"end\":{\"records\":4,\"sha256\":\"" + sum + "\"}}");
    }

    @Test
    void aForeignAliasReadsLikeAnUnknownOne() throws IOException {
        List<String> lines = new Export().apply(temp).lines().toList();
        assertThat(java.nio.file.Files.readString(trail.file(2))).contains("ALIAS_FOREIGN");
        assertThat(lines.get(3)
                        .replace("\"seq\":4", "\"seq\":6")
                        .replace("id-4", "id-6")
                        .replace("books", "nothing"))
                .isEqualTo(lines.get(4).replace("00:00:05Z", "00:00:03Z"));
    }

    @Test
    void eachCheckThatIsTakenOutShows() {
        assertThat(apply(Twin.unchanged(AuditExportTest.class.getName()))).isEqualTo(new Export().apply(temp));
        String others = "dev.outloop.core.internal.journal.ReadingExport#isElsewhere";
        assertThat(apply(Twin.without(List.of(EXPORTED + "#isOther", others), AuditExportTest.class.getName())))
                .contains("\"tenant\":\"globex\"");
        assertThat(apply(Twin.without(EXPORTED + "#isUnproven", AuditExportTest.class.getName())))
                .contains("\"seq\":5");
        assertThat(apply(Twin.passingThrough(EXPORTED + "#asSeenByClient", AuditExportTest.class.getName())))
                .contains("ALIAS_FOREIGN");
    }

    private String apply(Twin twin) {
        @SuppressWarnings("unchecked")
        Function<Path, String> export = twin.newInstance(Function.class, Export.class);
        return export.apply(temp);
    }

    @Test
    void isRefusedAsAWholeWhereTheTrailIsDamaged() throws IOException {
        trail.replace(1, "PIN_MISMATCH", "PIN_MASMITCH");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatExceptionOfType(AuditDamage.class)
                .isThrownBy(() -> AuditTrail.read(temp).export("acme", WrittenTrail.TIME, out))
                .withMessageContaining("trail-000001.jsonl, line 3, after record 2")
                .withMessageContaining("does not continue");
        assertThat(out.size()).isZero();
    }

    @Test
    void isEmptyForAClientThatHasNoRecords() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(AuditTrail.read(temp).export("acm", WrittenTrail.TIME, out)).isZero();
        assertThat(out.toString(StandardCharsets.US_ASCII).lines()).hasSize(2);
    }
}
