package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every case of these kinds has one driver, or a line that says since when and why it has none. */
class CaseCoverageTest {

    private static final Set<String> KINDS = Set.of("URL", "HOST", "HDR", "RED", "TEN", "LIB", "AUD", "VAULT", "RES");
    private static final List<Class<?>> TESTS = List.of(
            DocumentedCaseTest.class,
            HostCaseTest.class,
            LibraryCaseTest.class,
            TenantCaseTest.class,
            FolderCaseTest.class);

    @Test
    void eachCaseHasOneDriverOrADatedReason() throws Exception {
        Set<String> left = new TreeSet<>();
        for (String line : text("/cases/left-for-later.txt").lines().toList()) {
            String[] words = line.split("  ", 3);
            assertThat(words).as(line).hasSize(3);
            assertThat(words[1]).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
            assertThat(words[2]).isNotBlank();
            assertThat(left.add(words[0])).as(line).isTrue();
        }
        List<String> drivers = drivers();
        assertThat(drivers).doesNotHaveDuplicates().doesNotContainAnyElementsOf(left);
        Set<String> known = new TreeSet<>(left);
        drivers.stream().filter(id -> !id.startsWith("X-")).forEach(known::add);
        assertThat(known).isEqualTo(cases());
    }

    /** What is only answered, or refused by a parser of the runtime or of JSON, has no check to take out. */
    @Test
    void eachRefusalOfATableNamesWhatItRestsOn() {
        List<String> without = Drivers.all().stream()
                .filter(each -> !each.isDenial())
                .map(Case::id)
                .filter(id -> !id.startsWith("X-") && !id.startsWith("RED-"))
                .toList();
        assertThat(without).containsExactly("URL-037", "HDR-031", "HDR-035", "TEN-026", "TEN-043");
    }

    /** The reasons stand beside the drivers. */
    @Test
    void eachDriverOfTrailAndVaultsNamesWhatItRestsOn() {
        List<String> without = TrailCases.all().stream()
                .filter(each -> !each.isChecked())
                .map(FaultCase::id)
                .toList();
        assertThat(VaultCases.all().stream().filter(each -> !each.isChecked()).map(FaultCase::id))
                .containsExactly("VAULT-005", "VAULT-006", "VAULT-019", "VAULT-027");
        assertThat(without)
                .containsExactly(
                        "AUD-016", "AUD-008", "AUD-014", "AUD-017", "AUD-012", "AUD-023", "AUD-025", "AUD-026",
                        "AUD-035", "AUD-037");
    }

    /** The reasons stand beside the drivers. */
    @Test
    void eachDriverOfResourcesNamesWhatItRestsOn() {
        assertThat(ResourceCases.all().stream()
                        .filter(each -> !each.isChecked())
                        .map(FaultCase::id))
                .containsExactly(
                        "RES-011", "RES-012", "RES-015", "RES-016", "RES-017", "RES-019", "RES-026", "RES-030",
                        "RES-029", "RES-031");
    }

    /** A case of one vendor or program is driven where that is, by a test with the id as its tag. */
    @Test
    void eachCaseThatIsDrivenElsewhereIsDrivenThere() throws Exception {
        for (Map.Entry<String, Path> each : elsewhere().entrySet()) {
            assertThat(each.getValue()).as(each.getKey()).exists();
            assertThat(Files.readString(each.getValue())).contains("@Tag(\"" + each.getKey() + "\")");
        }
    }

    private static Map<String, Path> elsewhere() throws Exception {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String line : text("/cases/elsewhere.txt").lines().toList()) {
            String[] words = line.split("  ", 2);
            assertThat(words).as(line).hasSize(2);
            assertThat(files.put(words[0], Path.of("..").resolve(words[1])))
                    .as(line)
                    .isNull();
        }
        return files;
    }

    private static List<String> drivers() throws Exception {
        List<String> ids = new ArrayList<>();
        Drivers.all().forEach(each -> ids.add(each.id()));
        TrailCases.all().forEach(each -> ids.add(each.id()));
        VaultCases.all().forEach(each -> ids.add(each.id()));
        ResourceCases.all().forEach(each -> ids.add(each.id()));
        ApprovalCases.all().forEach(each -> ids.add(each.id()));
        ids.addAll(elsewhere().keySet());
        ids.addAll(ConfigCases.urls().keySet());
        ids.addAll(ConfigCases.names().keySet());
        TESTS.stream()
                .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                .map(method -> method.getAnnotation(CaseId.class))
                .filter(Objects::nonNull)
                .flatMap(id -> Stream.of(id.value()))
                .forEach(ids::add);
        return ids;
    }

    private static Set<String> cases() throws Exception {
        List<JsonNode> all = new ArrayList<>();
        new ObjectMapper()
                .readTree(text("/cases/adversarial.json"))
                .get("cases")
                .forEach(all::add);
        Set<String> ids = all.stream()
                .filter(each -> KINDS.contains(each.get("cat").asText()))
                .map(each -> each.get("id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ids).hasSizeGreaterThan(190);
        return ids;
    }

    private static String text(String resource) throws Exception {
        try (InputStream in = CaseCoverageTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
