package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.HttpField;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Holds for every input; by default for those that are kept beside this class, with the profile {@code fuzz} for those
 * that Jazzer finds.
 */
class RedactFuzzTest {

    private static final List<String> SECRETS = List.of(
            "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI", "p@ss w0rd/\"<&>'\\+=%", "schlüssel-€-\uD83D\uDD11-wert");
    private static final List<String> CODINGS =
            List.of("identity", "gzip", "deflate", "gzip, gzip", "deflate, gzip", "gzip, deflate, gzip");
    private static final List<String> CHARSETS = List.of(
            "utf-8",
            "utf-16",
            "utf-16le",
            "utf-16be",
            "utf-32",
            "iso-8859-1",
            "windows-1252",
            "shift_jis",
            "euc-jp",
            "iso-2022-jp",
            "iso-2022-kr",
            "gb18030",
            "big5-hkscs",
            "cp037",
            "x-iscii91",
            "cesu-8");
    private static final int MAX_BODY_BYTES = 20_000;

    /** Secret, three splits, then a body with secrets planted in it. */
    @FuzzTest
    void bodies(byte[] input) throws Exception {
        byte[] head = Arrays.copyOf(input, 4);
        String secret = SECRETS.get((head[0] & 0xff) % SECRETS.size());
        byte[] raw = Planted.in(rest(input, 4), secret);
        int[] splits = {at(head[1], raw), at(head[2], raw), at(head[3], raw)};
        Arrays.sort(splits);

        Exchange exchange = Exchange.holding(secret);
        Exchange.Outcome whole = exchange.run(raw);
        assertThat(Oracle.shows(whole.utf8(), secret)).as("shows the secret").isFalse();
        for (Exchange.Outcome pieces : List.of(exchange.run(raw, splits), exchange.runByteByByte(raw))) {
            requireAlike(whole, pieces);
        }
    }

    @Test
    void theKeptBodiesHoldTheSecretInEveryForm() throws Exception {
        Set<Integer> forms = new HashSet<>();
        Path kept = Path.of(
                RedactFuzzTest.class.getResource("RedactFuzzTestInputs/bodies").toURI());
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.toList()) {
                byte[] input = Files.readAllBytes(file);
                String secret = SECRETS.get((input[0] & 0xff) % SECRETS.size());
                byte[] body = rest(input, 4);
                if (Oracle.shows(new String(Planted.in(body, secret), StandardCharsets.UTF_8), secret)) {
                    forms.addAll(Planted.forms(body));
                }
            }
        }
        assertThat(forms).hasSize(Planted.FORMS.size());
    }

    /** Coding, charset, whether to compress first, then a body. */
    @FuzzTest
    void decoders(byte[] input) throws Exception {
        byte[] head = Arrays.copyOf(input, 3);
        String coding = CODINGS.get((head[0] & 0xff) % CODINGS.size());
        String charset = CHARSETS.get((head[1] & 0xff) % CHARSETS.size());
        byte[] body = rest(input, 3);
        byte[] raw = (head[2] & 1) == 0 ? body : compressed(body, coding);
        Exchange exchange = Exchange.holding(SECRETS.get(0))
                .header("Content-Encoding", coding)
                .header("Content-Type", "text/plain; charset=" + charset)
                .limits(ExchangeLimits.builder()
                        .maxResponseBodyBytes(MAX_BODY_BYTES)
                        .maxExpansionRatio(10)
                        .build());

        Exchange.Outcome whole = exchange.run(raw);
        assertThat(whole.bytes()).isLessThanOrEqualTo(3L * MAX_BODY_BYTES);
        assertThat(whole.failure().stream().toList())
                .isSubsetOf(List.of(ErrorCode.RESPONSE_WITHHELD, ErrorCode.RESPONSE_TOO_LARGE));
        requireAlike(whole, exchange.runByteByByte(raw));
    }

    /** Secret, then a field a line with secrets planted in it. */
    @FuzzTest
    void heads(byte[] input) {
        byte[] head = Arrays.copyOf(input, 1);
        String secret = SECRETS.get((head[0] & 0xff) % SECRETS.size());
        String text = new String(Planted.in(rest(input, 1), secret), StandardCharsets.ISO_8859_1);
        Exchange exchange = Exchange.holding(secret);
        for (String line : text.split("\n", 100)) {
            String[] field = line.split(":", 2);
            exchange.header(field[0], field.length == 1 ? "" : field[1]);
        }
        try {
            StringBuilder shown = new StringBuilder();
            for (HttpField field : exchange.run(new byte[0]).head().headers()) {
                assertThat(field.name().toLowerCase(Locale.ROOT))
                        .isNotIn("connection", "transfer-encoding", "content-length", "content-encoding");
                shown.append(field.name()).append(": ").append(field.value()).append('\n');
            }
            String latin1 = shown.toString();
            String utf8 = new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            assertThat(Oracle.shows(latin1, secret) || Oracle.shows(utf8, secret))
                    .as("shows the secret")
                    .isFalse();
        } catch (Stopped e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_WITHHELD);
        }
    }

    /** Which of two reasons comes first may depend on how much was decoded at once. */
    private static void requireAlike(Exchange.Outcome whole, Exchange.Outcome pieces) {
        assertThat(pieces.failure().isPresent()).isEqualTo(whole.failure().isPresent());
        if (whole.failure().isEmpty()) {
            assertThat(pieces.octets()).isEqualTo(whole.octets());
            assertThat(pieces.redactions()).isEqualTo(whole.redactions());
        }
    }

    private static byte[] compressed(byte[] plain, String codings) throws IOException {
        byte[] result = plain;
        for (String coding : codings.split(", ")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (var encoder = coding.equals("gzip") ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
                encoder.write(result);
            }
            result = coding.equals("identity") ? result : out.toByteArray();
        }
        return result;
    }

    private static int at(byte share, byte[] raw) {
        return (share & 0xff) * raw.length / 256;
    }

    private static byte[] rest(byte[] input, int from) {
        return Arrays.copyOfRange(input, Math.min(from, input.length), input.length);
    }
}
