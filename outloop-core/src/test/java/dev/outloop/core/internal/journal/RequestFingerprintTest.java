package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.HttpField;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.QueryPair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFingerprintTest {

    private static final ServiceUrl URL = ServiceUrl.parse("https://api.example.com/v1");

    private static String of(CanonicalRequest request) {
        return RequestFingerprint.of(Journals.KEY, request, "list", "d".repeat(64));
    }

    private static CanonicalRequest request(String... parts) {
        return new CanonicalRequest(
                parts[0],
                URL,
                parts[1],
                List.of(new QueryPair(parts[2], parts[3])),
                List.of(new HttpField(parts[4], parts[5])),
                parts[6],
                parts[7].getBytes(StandardCharsets.UTF_8));
    }

    private static String[] parts() {
        return new String[] {"GET", "/v1/a", "q", "1", "X-A", "b", "text/plain", "body"};
    }

    @Test
    void isTheSameForTheSameRequest() {
        assertThat(of(request(parts()))).isEqualTo(of(request(parts()))).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void isAnotherWhereAnyPartDiffers(int part) {
        for (String changed : List.of("", "x", "\u20ac", "\ud800", "\udbff", "\ud83d\ude00", "GET ", "?")) {
            String[] parts = parts();
            parts[part] = changed;
            if (part == 7 && changed.length() == 1 && Character.isSurrogate(changed.charAt(0))) {
                continue; // no body has those
            }
            assertThat(of(request(parts))).isNotEqualTo(of(request(parts())));
        }
    }

    @Test
    void isAnotherWhereBytesMoveBetweenParts() {
        Map<String, String> seen = new HashMap<>();
        String all = "aabbccdd";
        for (int from = 0; from < 8; from++) {
            for (int cut = 0; cut <= all.length(); cut++) {
                String[] parts = new String[] {"", "", "", "", "", "", "", ""};
                parts[from] = all.substring(0, cut);
                parts[(from + 1) % 8] = all.substring(cut);
                String said = String.join("|", parts);
                String before = seen.put(of(request(parts)), said);
                assertThat(before == null || before.equals(said)).as(said).isTrue();
            }
        }
        assertThat(seen).hasSizeGreaterThan(60);
    }

    @Test
    void tellsApartWhatIsMissingWhatIsEmptyAndWhatIsRepeated() {
        List<CanonicalRequest> requests = new ArrayList<>();
        QueryPair pair = new QueryPair("a", "b");
        HttpField field = new HttpField("a", "b");
        requests.add(new CanonicalRequest("GET", URL, "/v1", List.of(), List.of(), null, null));
        requests.add(new CanonicalRequest("GET", URL, "/v1", List.of(), List.of(), null, new byte[0]));
        requests.add(new CanonicalRequest("GET", URL, "/v1", List.of(), List.of(), "", null));
        requests.add(new CanonicalRequest("GET", URL, "/v1", List.of(pair), List.of(), null, null));
        requests.add(new CanonicalRequest("GET", URL, "/v1", List.of(pair, pair), List.of(), null, null));
        requests.add(new CanonicalRequest("GET", URL, "/v1", List.of(), List.of(field), null, null));
        requests.add(new CanonicalRequest(
                "GET", ServiceUrl.parse("https://api.example.org/v1"), "/v1", List.of(), List.of(), null, null));
        assertThat(requests.stream().map(RequestFingerprintTest::of)).doesNotHaveDuplicates();
        CanonicalRequest one = requests.get(0);
        assertThat(List.of(
                        of(one),
                        RequestFingerprint.of(Journals.KEY, one, "other", "d".repeat(64)),
                        RequestFingerprint.of(Journals.KEY, one, "list", "e".repeat(64)),
                        RequestFingerprint.of(FingerprintKey.random(), one, "list", "d".repeat(64))))
                .doesNotHaveDuplicates();
    }

    @Test
    void differsForRandomRequestsThatDiffer() {
        long seed = Long.getLong("outloop.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, String> seen = new HashMap<>();
        for (int round = 0; round < 2000; round++) {
            String[] parts = new String[8];
            for (int i = 0; i < parts.length; i++) {
                StringBuilder part = new StringBuilder();
                random.ints(random.nextInt(4), 0, 3).forEach(c -> part.append("ab\u0100".charAt(c)));
                parts[i] = part.toString();
            }
            String said = String.join("|", parts);
            String before = seen.put(of(request(parts)), said);
            assertThat(before == null || before.equals(said)).as("seed " + seed).isTrue();
        }
        assertThat(seen).hasSizeGreaterThan(1000);
    }
}
