package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.NetworkRule;
import dev.outloop.action.ParameterAudit;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.PinDefinition;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ResponseFields;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every property of a definition is in its hash; a property that is new and in no row below fails the test. */
class DefinitionHashTest {

    private static final ServiceUrl URL = ServiceUrl.parse("https://api.example.com/v1");

    private static ServiceDefinition.Builder service() {
        return ServiceDefinition.builder("files", URL);
    }

    private static ActionDefinition.Builder action() {
        return ActionDefinition.builder("list", "POST", PathTemplate.parse("/items"));
    }

    private static ParameterDefinition.Builder parameter() {
        return ParameterDefinition.builder("item", ParameterLocation.QUERY, ParameterType.STRING);
    }

    private static Access.Builder access() {
        return Access.builder("sync", "files");
    }

    private static String hash(ServiceDefinition service) {
        return DefinitionHash.ofServices(List.of(service));
    }

    private static String hash(ActionDefinition action) {
        return hash(service().action(action).build());
    }

    private static String hash(ParameterDefinition parameter) {
        return hash(action().parameter(parameter).build());
    }

    private static String hash(Access access) {
        return DefinitionHash.ofAccesses(List.of(access));
    }

    private static String hash(ResponseFields fields) {
        return hash(action().response(fields).build());
    }

    private static String hash(ExchangeLimits limits) {
        return hash(service().limits(limits).build());
    }

    /** Each row changes one property; rows have distinct hashes, and every method of the builder has a row. */
    private static <B> void requireEachToCount(
            Class<B> builder, Function<UnaryOperator<B>, String> hash, Map<String, UnaryOperator<B>> rows) {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put(hash.apply(same -> same), "nothing");
        rows.forEach((row, change) ->
                assertThat(hashes.put(hash.apply(change), row)).as(row).isNull());
        Set<String> covered =
                rows.keySet().stream().map(row -> row.split(" ")[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> declared = Arrays.stream(builder.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !name.equals("build"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(covered).isEqualTo(declared);
    }

    @Test
    void everyPropertyOfAServiceCounts() {
        requireEachToCount(
                ServiceDefinition.Builder.class,
                change -> hash(change.apply(service()).build()),
                Map.ofEntries(
                        Map.entry("credential bearer", b -> b.credential(CredentialPlacement.bearer("secret"))),
                        Map.entry("credential part", b -> b.credential(CredentialPlacement.bearer("other"))),
                        Map.entry(
                                "credential header", b -> b.credential(CredentialPlacement.header("X", "", "secret"))),
                        Map.entry("credential name", b -> b.credential(CredentialPlacement.header("Y", "", "secret"))),
                        Map.entry(
                                "credential prefix", b -> b.credential(CredentialPlacement.header("X", "p", "secret"))),
                        Map.entry("credential query", b -> b.credential(CredentialPlacement.query("X", "secret"))),
                        Map.entry("credential basic", b -> b.credential(CredentialPlacement.basic("X", "secret"))),
                        Map.entry("pin", b -> b.pin(PinDefinition.of("base"))),
                        Map.entry("pin pattern", b -> b.pin(PinDefinition.matching("base", "[a-z]"))),
                        Map.entry("pin name", b -> b.pin(PinDefinition.of("bases"))),
                        Map.entry("action", b -> b.action(action().build())),
                        Map.entry(
                                "network",
                                b -> b.network(NetworkRule.publicInternet().allowing(List.of("10.0.0.0/8")))),
                        Map.entry(
                                "network trust",
                                b -> b.network(NetworkRule.publicInternet().trusting(Path.of("ca.pem")))),
                        Map.entry(
                                "limits",
                                b -> b.limits(ExchangeLimits.builder()
                                        .maxExpansionRatio(7)
                                        .build()))));
    }

    @Test
    void nameAndUrlOfAServiceCount() {
        List<String> hashes = new ArrayList<>();
        for (String url : List.of(
                "https://api.example.com/v1",
                "https://api.example.com",
                "https://api.example.org/v1",
                "https://api.example.com:444/v1",
                "http://127.0.0.1:80/v1",
                "https://127.0.0.1:80/v1")) {
            hashes.add(hash(
                    ServiceDefinition.builder("files", ServiceUrl.parse(url)).build()));
            hashes.add(hash(
                    ServiceDefinition.builder("tables", ServiceUrl.parse(url)).build()));
        }
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void everyPropertyOfAnActionCounts() {
        requireEachToCount(
                ActionDefinition.Builder.class,
                change -> hash(change.apply(action()).build()),
                Map.ofEntries(
                        Map.entry("parameter", b -> b.parameter(parameter().build())),
                        Map.entry("pin", b -> b.pin(PinPlace.of("base", ParameterLocation.QUERY, "b"))),
                        Map.entry("pin name", b -> b.pin(PinPlace.of("other", ParameterLocation.QUERY, "b"))),
                        Map.entry("pin place", b -> b.pin(PinPlace.of("base", ParameterLocation.HEADER, "b"))),
                        Map.entry("pin wire", b -> b.pin(PinPlace.of("base", ParameterLocation.QUERY, "c"))),
                        Map.entry(
                                "pin type",
                                b -> b.pin(new PinPlace("base", ParameterLocation.QUERY, "b", ParameterType.INTEGER))),
                        Map.entry("body", b -> b.body(BodyRule.ANY)),
                        Map.entry("readOnly", b -> b.readOnly(true)),
                        Map.entry("about", b -> b.about("Lists")),
                        Map.entry(
                                "response",
                                b -> b.response(
                                        ResponseFields.builder().include("/a").build()))));
        assertThat(List.of(
                        hash(action().build()),
                        hash(ActionDefinition.builder("list2", "POST", PathTemplate.parse("/items"))
                                .build()),
                        hash(ActionDefinition.builder("list", "PUT", PathTemplate.parse("/items"))
                                .build()),
                        hash(ActionDefinition.builder("list", "POST", PathTemplate.parse("/item"))
                                .build())))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyPropertyOfAParameterCounts() {
        requireEachToCount(
                ParameterDefinition.Builder.class,
                change -> hash(change.apply(parameter()).build()),
                Map.ofEntries(
                        Map.entry("wireName", b -> b.wireName("i")),
                        Map.entry("optional", ParameterDefinition.Builder::optional),
                        Map.entry("maxChars", b -> b.maxChars(7)),
                        Map.entry("pattern", b -> b.pattern("[a-z]")),
                        Map.entry("range min", b -> b.range(1L, null)),
                        Map.entry("range max", b -> b.range(null, 1L)),
                        Map.entry("audit", b -> b.audit(ParameterAudit.VALUE)),
                        Map.entry("audit none", b -> b.audit(ParameterAudit.NONE))));
        assertThat(List.of(
                        hash(parameter().build()),
                        hash(ParameterDefinition.builder("items", ParameterLocation.QUERY, ParameterType.STRING)
                                .wireName("item")
                                .build()),
                        hash(ParameterDefinition.builder("item", ParameterLocation.HEADER, ParameterType.STRING)
                                .build()),
                        hash(ParameterDefinition.builder("item", ParameterLocation.QUERY, ParameterType.BOOLEAN)
                                .build())))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyPropertyOfFieldsAndLimitsCounts() {
        requireEachToCount(
                ResponseFields.Builder.class,
                change -> hash(
                        change.apply(ResponseFields.builder().include("/a")).build()),
                Map.of(
                        "include", b -> b.include("/b"),
                        "exclude", b -> b.exclude("/b"),
                        "passErrors", ResponseFields.Builder::passErrors));
        requireEachToCount(
                ExchangeLimits.Builder.class,
                change -> hash(change.apply(ExchangeLimits.builder()).build()),
                Map.of(
                        "deadline", b -> b.deadline(Duration.ofSeconds(7)),
                        "maxRequestBodyBytes", b -> b.maxRequestBodyBytes(7),
                        "maxResponseBodyBytes", b -> b.maxResponseBodyBytes(7),
                        "maxResponseHeaderBytes", b -> b.maxResponseHeaderBytes(7),
                        "maxExpansionRatio", b -> b.maxExpansionRatio(7)));
    }

    @Test
    void everyPropertyOfAnAccessCounts() {
        requireEachToCount(
                Access.Builder.class,
                change -> hash(change.apply(access()).build()),
                Map.ofEntries(
                        Map.entry("secret", b -> b.secret(SecretRef.parse("local:a"))),
                        Map.entry("secret path", b -> b.secret(SecretRef.parse("local:b"))),
                        Map.entry("secret vault", b -> b.secret(SecretRef.parse("team:a"))),
                        Map.entry("secret part", b -> b.secret("user", SecretRef.parse("local:a"))),
                        Map.entry("action", b -> b.action("list")),
                        Map.entry("runtime", b -> b.runtime("codex")),
                        Map.entry("readOnly", Access.Builder::readOnly),
                        Map.entry("ruleRequired", Access.Builder::ruleRequired),
                        Map.entry("limit", b -> b.limit("daily")),
                        Map.entry("expiresAt", b -> b.expiresAt(Instant.EPOCH)),
                        Map.entry("workspace", b -> b.workspace("acme", Map.of())),
                        Map.entry("workspace name", b -> b.workspace("globex", Map.of())),
                        Map.entry("workspace pin", b -> b.workspace("acme", Map.of("base", "a"))),
                        Map.entry("workspace value", b -> b.workspace("acme", Map.of("base", "b")))));
        assertThat(hash(Access.builder("sync", "tables").build()))
                .isNotEqualTo(hash(access().build()))
                .isNotEqualTo(hash(Access.builder("other", "tables").build()));
    }

    @Test
    void everyPropertyOfAWorkspaceCounts() {
        Workspace acme = Workspace.of("acme", new Tenant("acme-corp"));
        assertThat(List.of(
                        DefinitionHash.ofWorkspaces(List.of()),
                        DefinitionHash.ofWorkspaces(List.of(acme)),
                        DefinitionHash.ofWorkspaces(List.of(acme.at(Path.of("clients/acme")))),
                        DefinitionHash.ofWorkspaces(List.of(Workspace.of("acme", new Tenant("globex")))),
                        DefinitionHash.ofWorkspaces(List.of(Workspace.of("globex", new Tenant("acme-corp"))))))
                .doesNotHaveDuplicates();
    }

    @Test
    void orderOfWhatStandsUnderNamesDoesNotCount() {
        ServiceDefinition one = service()
                .action(action().build())
                .action(ActionDefinition.builder("get", "GET", PathTemplate.parse("/x"))
                        .build())
                .build();
        ServiceDefinition other = service()
                .action(ActionDefinition.builder("get", "GET", PathTemplate.parse("/x"))
                        .build())
                .action(action().build())
                .build();
        ServiceDefinition third = ServiceDefinition.builder("tables", URL).build();
        assertThat(DefinitionHash.ofServices(List.of(one, third)))
                .isEqualTo(DefinitionHash.ofServices(List.of(third, other)))
                .isNotEqualTo(DefinitionHash.ofServices(List.of(one)));
        Access a = access().action("x")
                .action("y")
                .workspace("acme", Map.of())
                .workspace("globex", Map.of())
                .build();
        Access b = access().workspace("globex", Map.of())
                .workspace("acme", Map.of())
                .action("y")
                .action("x")
                .build();
        Access c = Access.builder("other", "files").build();
        assertThat(DefinitionHash.ofAccesses(List.of(a, c))).isEqualTo(DefinitionHash.ofAccesses(List.of(c, b)));
    }

    @Test
    void isTheSameInEveryRun() {
        assertThat(hash(service()
                        .action(action().parameter(parameter().build()).build())
                        .build()))
                .isEqualTo("6a1be1225ed0a2a6cf8b32e90d561d1bfe0474fc127cd9efd574fad67a9b6068");
    }
}
