package dev.outloop.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outloop.action.Exposure;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRecordTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901234Z");

    @Test
    void isOneLineOfAsciiInTheOrderOfItsFields() {
        AuditRecord record = AuditRecord.builder(7, TIME, AuditEvent.DENIED, "id-1")
                .caller(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("codex"))
                .alias("crm")
                .code(ErrorCode.PIN_MISMATCH)
                .duration(Duration.ofNanos(1_500))
                .build();
        assertThat(text(record))
                .isEqualTo(
                        "{\"v\":1,\"seq\":7,\"time\":\"2026-01-02T03:04:05.678901Z\",\"event\":\"DENIED\",\"id\":\"id-1\","
                                + "\"workspace\":\"acme\",\"tenant\":\"acme-corp\",\"runtime\":\"codex\",\"alias\":\"crm\","
                                + "\"code\":\"PIN_MISMATCH\",\"micros\":1}");
        assertThat(record.encoded().isReadOnly()).isTrue();
    }

    @Test
    void escapesWhatATerminalCouldActOnAndCutsWhatIsLong() {
        String hostile = "\u001b[2J\u202e\u0000\r\n\"\\\u007f\u00e9" + "x".repeat(400);
        String text = text(AuditRecord.builder(1, TIME, AuditEvent.ATTEMPT, "")
                .alias(hostile)
                .build());
        assertThat(text).contains("\\u001b[2J\\u202e\\u0000\\u000d\\u000a\\\"\\\\\\u007f\\u00e9x");
        assertThat(text.chars()).allMatch(c -> c >= ' ' && c < 0x7f);
        assertThat(text).doesNotContain("x".repeat(256)).doesNotContain("\"id\"");
    }

    @Test
    void isReadBackByteByByte() {
        AuditRecord record = AuditRecord.builder(7, TIME, AuditEvent.OUTCOME, "id-1")
                .alias("\u001b\"\\\u202e")
                .duration(Duration.ofNanos(-1_500_000))
                .build();
        AuditRecord read = AuditRecord.parse(record.encoded());
        assertThat(read.fields()).isEqualTo(record.fields());
        assertThat(read.encoded()).isEqualTo(record.encoded());
        assertThat(read.event()).isSameAs(AuditEvent.OUTCOME);
        assertThat(read.sequence()).isEqualTo(7);
        assertThat(read.actionId()).isEqualTo("id-1");
    }

    @Test
    void cutsTextAsItIsPutAndNeverInsideASurrogatePair() {
        String smile = "\ud83d\ude00";
        String even = smile.repeat(200);
        String odd = "x" + even;
        AuditRecord record = AuditRecord.builder(1, TIME, AuditEvent.DENIED, even)
                .alias(odd)
                .rule("y".repeat(257))
                .parameter("odd", odd)
                .build();

        assertThat(record.fields())
                .containsEntry("id", smile.repeat(128))
                .containsEntry("alias", "x" + smile.repeat(127))
                .containsEntry("rule", "y".repeat(256))
                .containsEntry("param.odd", "x" + smile.repeat(127));
        AuditRecord read = AuditRecord.parse(record.encoded());
        assertThat(read.fields()).isEqualTo(record.fields());
        assertThat(read.actionId()).isEqualTo(record.actionId());
    }

    @Test
    void hasSoManyParametersAndCountsTheOthers() {
        AuditRecord.Builder record = AuditRecord.builder(1, TIME, AuditEvent.ATTEMPT, "id-1");
        for (int i = 0; i < 40; i++) {
            record.parameter("p" + i, "v" + i);
        }

        assertThat(record.build().fields())
                .containsEntry("param.p0", "v0")
                .containsEntry("param.p31", "v31")
                .doesNotContainKey("param.p32")
                .containsEntry("params_omitted", 8L);
    }

    @Test
    void staysBelowItsBoundWhateverIsPut() {
        String worst = "\u0000".repeat(300);
        AuditRecord.Builder builder = AuditRecord.builder(1, TIME, AuditEvent.ATTEMPT, worst)
                .caller(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("codex"))
                .alias(worst)
                .action(worst, worst, worst, worst)
                .rule(worst)
                .request(worst)
                .definition(worst)
                .change(worst)
                .response(1, Map.of(worst, 1L), Exposure.NONE_FOUND)
                .detections(Map.of(worst, 1L));
        for (int i = 0; i < 32; i++) {
            builder.parameter(i + worst, worst);
        }
        AuditRecord record = builder.build();

        assertThat(record.encoded().remaining()).isBetween(28_000, AuditRecord.MAX_ENCODED_BYTES);
        assertThat(record.fields()).containsKey("params_omitted").containsKey("param.0" + worst);
        assertThat(AuditRecord.parse(record.encoded()).fields()).isEqualTo(record.fields());
    }

    @Test
    void saysWhoAndWhatAsAnotherRecordDoes() {
        AuditRecord attempt = AuditRecord.builder(1, TIME, AuditEvent.ATTEMPT, "id-1")
                .caller(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("codex"))
                .alias("crm")
                .action("tables", "list", "GET", "/{base}")
                .build();
        AuditRecord outcome = AuditRecord.builder(2, TIME, AuditEvent.OUTCOME, "id-1")
                .asIn(AuditRecord.parse(attempt.encoded()))
                .code(ErrorCode.INTERRUPTED)
                .build();

        assertThat(text(outcome))
                .endsWith("\"workspace\":\"acme\",\"tenant\":\"acme-corp\",\"runtime\":\"codex\",\"alias\":\"crm\","
                        + "\"service\":\"tables\",\"action\":\"list\",\"code\":\"INTERRUPTED\"}");
    }

    @Test
    void isNotChangedByWhatItsBuilderIsToldLater() {
        AuditRecord.Builder builder = AuditRecord.builder(1, TIME, AuditEvent.DENIED, "id-1");
        AuditRecord record = builder.build();
        builder.alias("crm").repeated(3, TIME);

        assertThat(record.fields()).doesNotContainKey("alias");
        assertThat(builder.build().fields())
                .containsEntry("count", 3L)
                .containsEntry("since", "2026-01-02T03:04:05.678901Z");
    }

    @Test
    void keepsAnEventOfALaterVersion() {
        AuditRecord read = AuditRecord.parse(ascii("{\"v\":1,\"seq\":1,\"event\":\"LATER\"}"));
        assertThat(read.event().name()).isEqualTo("LATER");
        assertThat(read.actionId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"v\":2,\"seq\":1,\"event\":\"DENIED\"}",
                "{\"v\":1,\"seq\":\"1\",\"event\":\"DENIED\"}",
                "{\"v\":1,\"seq\":1}",
                "{\"v\":1,\"seq\":1,\"event\":\"DENIED\"} ",
                "{\"v\":1,\"seq\":1,\"event\":\"DENIED\"",
                "{\"v\":1,\"seq\":1,\"seq\":1,\"event\":\"DENIED\"}",
                "{\"v\":1,\"seq\":1,\"event\":\"\\n\"}",
                "{\"v\":1,\"seq\":1,\"event\":\"\\u00g0\"}",
                "{\"v\":1,\"seq\":1,\"event\":\"\u00e9\"}",
                "{\"v\":1,\"seq\":1234567890123456789,\"event\":\"DENIED\"}",
                "{\"v\":1,\"seq\":-,\"event\":\"DENIED\"}"
            })
    void refusesWhatIsNoRecord(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> AuditRecord.parse(ascii(json)));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(AuditRecord record) {
        return StandardCharsets.US_ASCII.decode(record.encoded()).toString();
    }
}
