package dev.outloop.benchmarks.leak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeakMatrixTest {

    private static final Path CORE = Path.of("..");

    @Test
    void missesNoFormThatMustBeCaught() throws Exception {
        Report report = new Matrix(true).run();

        assertThat(report.cases()).isGreaterThan(1_000);
        assertThat(report.brokenPromises()).isEmpty();
        assertThat(report.outcomes()).anyMatch(outcome -> outcome.verdict() == Verdict.CAUGHT);
        assertThat(report.markdown()).contains(Report.rowNames());
    }

    /** Without that, a broken judge would find nothing anywhere. */
    @Test
    void withoutABrokerEveryFormIsSeen() {
        Matrix matrix = new Matrix(true);
        assertThat(matrix.cases()).hasSizeGreaterThan(1_000).allSatisfy(planted -> {
            String raw = RawView.of(planted.response());
            assertThat(raw).contains(planted.form().octets());
            assertThat(Judge.judge(planted.value(), planted.form(), new Seen(raw, Seen.Ending.COMPLETE)))
                    .isEqualTo(Verdict.MISSED);
        });
    }

    @Test
    void judgesByWhatIsToBeSeen() {
        Value value = Value.of("v", "abcdefghijklmnopqrstuvwxyz0123");
        Form form = Form.text(value.text());
        assertThat(judge(value, form, "kept-before \"[redacted]\" kept-after", false))
                .isEqualTo(Verdict.CAUGHT);
        assertThat(judge(value, form, "kept-before \"abcdefghij\" kept-after", false))
                .isEqualTo(Verdict.CAUGHT);
        assertThat(judge(value, form, "kept-before \"abcdefghijk\" kept-after", false))
                .isEqualTo(Verdict.MISSED);
        assertThat(judge(value, form, "kept-before \"abcdefghijk", true)).isEqualTo(Verdict.MISSED);
        assertThat(judge(value, form, "kept-before \"", true)).isEqualTo(Verdict.WITHHELD);
        assertThat(judge(value, form, "kept-before \"[redacted]", false)).isEqualTo(Verdict.OVER_REDACTED);
        assertThat(judge(value, form, "[redacted]\" kept-after", false)).isEqualTo(Verdict.OVER_REDACTED);
        assertThat(judge(value, Form.text("zyxwvutsr"), "xwvuts", false)).isEqualTo(Verdict.MISSED);
        assertThat(judge(value, Form.text("zyxwvutsr"), "kept-before wvut kept-after", false))
                .isEqualTo(Verdict.CAUGHT);
    }

    @Test
    void coversEveryTransformAndCanaryOfTheCases() throws Exception {
        JsonNode cases = new ObjectMapper()
                .readTree(
                        CORE.resolve("src/test/resources/cases/redaction.json").toFile());
        Map<String, String> expected = new TreeMap<>();
        cases.get("payloads")
                .forEach(node -> expected.put(
                        node.get("transform").asText(),
                        node.get("promise").asText().replace("INFEASIBLE", "CANNOT")));
        // A way and a form at once: base64 in the field of that name.
        assertThat(expected.remove("ETag base64")).isEqualTo(promises().get("ETag"));
        assertThat(promises()).containsAllEntriesOf(expected);
        assertThat(expected).hasSize(48);

        cases.get("canaries")
                .properties()
                .forEach(canary -> assertThat(Canaries.values())
                        .anyMatch(value -> value.name().equals(canary.getKey())
                                && value.text().equals(canary.getValue().asText())));
    }

    @Test
    void theReadmeHasEveryRow() throws Exception {
        String readme = Files.readString(CORE.resolve("README.md"));
        assertThat(ReadmeTable.in(readme)).contains(Report.rowNames());
        assertThat(ReadmeTable.in(readme)).contains("Missed, by form");
    }

    @Test
    void theReadmeIsChangedBetweenItsMarksAlone() {
        String readme = "a\n<!-- leak-matrix -->\nold\n<!-- /leak-matrix -->\nb\n";
        String changed = ReadmeTable.replaceIn(readme, "new\n");
        assertThat(changed).isEqualTo("a\n<!-- leak-matrix -->\nnew\n<!-- /leak-matrix -->\nb\n");
        assertThat(ReadmeTable.in(changed)).isEqualTo("new\n");
    }

    @Test
    void noTwoFormsOrWaysHaveOneName() {
        assertThat(Transform.all()).extracting(Transform::name).doesNotHaveDuplicates();
        assertThat(Transport.all()).extracting(Transport::name).doesNotHaveDuplicates();
        assertThat(Canaries.values()).extracting(Value::name).doesNotHaveDuplicates();
    }

    private static Verdict judge(Value value, Form form, String seen, boolean withheld) {
        return Judge.judge(value, form, new Seen(seen, withheld ? Seen.Ending.WITHHELD : Seen.Ending.COMPLETE));
    }

    private static Map<String, String> promises() {
        Map<String, String> all = new TreeMap<>();
        Transform.all().forEach(form -> all.put(form.name(), form.promise().name()));
        Transport.all().forEach(way -> all.put(way.name(), way.promise().name()));
        return all;
    }
}
