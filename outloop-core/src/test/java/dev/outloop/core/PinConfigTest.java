package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.PinDefinition;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ResourceTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a configuration has to say of the places where a tenant stands. */
class PinConfigTest {

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final String AT = "services.ads.actions.";
    private static final String YAML = """
            version: 1
            vaults: { memory: { backend: keystore, path: unused.p12 } }
            services:
              ads:
                url: "https://ads.example/v1"
                credential: bearer
                pins: { customer: { pattern: "[0-9]+" } }
                actions:
                  list: { method: GET, path: "/customers/{customer}/campaigns" }
                  form: { method: POST, path: /form, body: form, pins: { customer: { in: body, name: account_id } } }
                  more: MORE
            workspaces: { acme: { tenant: acme-corp } }
            access:
              - alias: ads
                service: ads
                secret: "memory:key"
                actions: ["*"]
                workspaces: { acme: { pins: { customer: "123" } } }
            """;

    @Test
    void readsEveryKindOfBodyAndPlace() throws Exception {
        ActionDefinition form =
                more("{ method: POST, path: /x, body: multipart, params: { note: { in: body, name: a/b, type:"
                        + " string } }, pins: { customer: { in: body } } }");
        assertThat(form.body()).isEqualTo(BodyRule.MULTIPART);
        assertThat(form.parameters().get(0).wireName()).isEqualTo("/a~1b");
        assertThat(form.pins()).containsExactly(PinPlace.of("customer", ParameterLocation.BODY, "/customer"));

        ActionDefinition tree = more("{ method: POST, path: /x, params: { all: { in: body, pointer: \"\", type: json,"
                + " elements: 7, max: 99 } }, pins: { customer: [ { in: body, pointer: \"/*/account\", type: integer },"
                + " { in: body, pointer: \"/*/name\", template: \"c/{customer}/{*}\", required: false } ] } }");
        assertThat(tree.parameters().get(0).maxElements()).isEqualTo(7);
        assertThat(tree.parameters().get(0).maxChars()).isEqualTo(99);
        assertThat(tree.pins())
                .containsExactly(
                        PinPlace.of("customer", ParameterLocation.BODY, "/*/account")
                                .as(ParameterType.INTEGER),
                        PinPlace.of("customer", ParameterLocation.BODY, "/*/name")
                                .within(ResourceTemplate.parse("c/{customer}/{*}"))
                                .optional());

        ActionDefinition query =
                more("{ method: POST, path: /x, body: graphql, params: { q: { in: body, pointer: /query,"
                        + " type: query, queries: { one: \"query($id: ID!) { a(id: $id) }\" } } }, pins: { customer: { in: body,"
                        + " pointer: /variables/id } } }");
        assertThat(query.parameters().get(0).queries()).containsOnlyKeys("one");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                // A parameter by a pin's name, in every place.
                row(
                        "{ method: GET, path: /x, params: { Customer: { in: query, type: string } } }",
                        "params.Customer",
                        "place of the pin"),
                row(
                        "{ method: GET, path: /x, params: { c: { in: query, name: cust_omer, type: string } } }",
                        "params.c",
                        "place of the pin"),
                row(
                        "{ method: GET, path: /x, params: { c: { in: query, name: \"customer[]\", type: string } } }",
                        "params.c",
                        "place of the pin"),
                row(
                        "{ method: GET, path: /x, params: { c: { in: header, name: Account-Id, type: string } } }",
                        "params.c",
                        "place of the pin"),
                row(
                        "{ method: GET, path: \"/{accountid}\", params: { accountid: { in: path, type: string } } }",
                        "params.accountid",
                        "place of the pin"),
                row(
                        "{ method: POST, path: /x, params: { c: { in: body, pointer: /a/accountId, type: string } } }",
                        "params.c",
                        "place of the pin"),
                row(
                        "{ method: POST, path: /x, body: form, params: { c: { in: body, name: customer, type: string } } }",
                        "params.c",
                        "place of the pin"),
                // Where a pin may stand.
                row(
                        "{ method: POST, path: /x, pins: { customer: { in: body, pointer: \"/a/*/b\" } } }",
                        "pins.customer",
                        "below a parameter of type json"),
                row(
                        "{ method: GET, path: /x, pins: { customer: { in: query, required: false } } }",
                        "pins.customer",
                        "outside JSON"),
                row(
                        "{ method: GET, path: /x, pins: { customer: { in: query, name: p, template: \"c/{customer}/{*}\" } } }",
                        "pins.customer",
                        "outside JSON"),
                row(
                        "{ method: GET, path: /x, pins: { customer: { in: query, name: p, template: \"c/{other}\" } } }",
                        "pins.customer",
                        "pins of the service"),
                row(
                        "{ method: GET, path: /x, pins: { customer: { in: query, name: p, template: \"c/{*}\" } } }",
                        "pins.customer.template",
                        "with the name of a pin"),
                row(
                        "{ method: GET, path: /x, params: { p: { in: query, type: string, template: \"c//{customer}\" } } }",
                        "params.p.template",
                        "a resource's name"),
                row(
                        "{ method: GET, path: /x, params: { p: { in: query, type: string, template: \"c/{nobody}\" } } }",
                        "params.p",
                        "pins of the service"),
                row(
                        "{ method: POST, path: /x, body: form, pins: { customer: { in: body, type: integer } } }",
                        "pins.customer.type",
                        "in a form none"),
                row(
                        "{ method: POST, path: /x, body: form, pins: { customer: { in: body, pointer: /a } } }",
                        "pins.customer.pointer",
                        "a field of a form has a name"),
                row(
                        "{ method: POST, path: /x, body: form, params: { a: { in: body, name: \"a;b\", type: string } } }",
                        "params.a",
                        "a field's name"),
                // JSON of any shape.
                row(
                        "{ method: POST, path: /x, params: { a: { in: body, type: json }, b: { in: body, pointer: /a/b, type: string } } }",
                        "params.b",
                        "inside another"),
                row(
                        "{ method: POST, path: /x, params: { a: { in: body, pointer: \"\", type: string } } }",
                        "params.a",
                        "a JSON pointer"),
                row(
                        "{ method: GET, path: /x, params: { a: { in: query, type: json } } }",
                        "params.a",
                        "because of its type"),
                row(
                        "{ method: GET, path: /x, params: { a: { in: query, type: string, elements: 4 } } }",
                        "params.a.elements",
                        "for json and requests"),
                // Queries.
                row(
                        "{ method: POST, path: /x, params: { q: { in: body, type: query } } }",
                        "params.q",
                        "\"queries\" to choose from"),
                row(
                        "{ method: POST, path: /x, body: graphql, params: { query: { in: body, type: string } } }",
                        "body",
                        "of type query"),
                row(
                        "{ method: POST, path: /x, body: graphql, params: { query: { in: body, type: query, scope: credential }, e: { in: body, pointer: /extensions/e, type: string } } }",
                        "params.e",
                        "a place in /variables"),
                row(
                        "{ method: POST, path: /x, body: graphql, params: { query: { in: body, type: query, queries: { a: \"{ x }\" } } }, pins: { customer: { in: body, pointer: /variables/id } } }",
                        "params.query",
                        "use the variable"),
                row(
                        "{ method: POST, path: /x, params: { q: { in: body, type: query, queries: { a: \"x\" }, scope: credential } } }",
                        "params.q.scope",
                        "beside"),
                row(
                        "{ method: POST, path: /x, params: { q: { in: body, type: query, scope: all } } }",
                        "params.q.scope",
                        "expected credential"),
                row(
                        "{ method: POST, path: /x, params: { q: { in: body, type: query, queries: { a: \"x\", b: \"x\" } } } }",
                        "params.q.queries.b",
                        "under one name"),
                // Method overrides.
                row(
                        "{ method: POST, path: /x, body: form, params: { m: { in: body, name: _method, type: string } } }",
                        "params.m",
                        "take another method"),
                row(
                        "{ method: GET, path: /x, params: { m: { in: query, name: x-http-method-override, type: string } } }",
                        "params.m",
                        "take another method"),
                row(
                        "{ method: POST, path: /x, params: { m: { in: body, pointer: /_method, type: string } } }",
                        "params.m",
                        "take another method"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhichPlaceIsMissing(String definition, String key, String sentence) {
        List<ConfigProblem> problems = problems(definition);
        assertThat(problems)
                .as(definition)
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("11:")
                        .contains(AT + "more." + key + ":")
                        .contains(sentence));
    }

    @Test
    void warnsOfAnActionWithoutAPinAndOfAQueryThatNobodyJudges() throws Exception {
        BrokerConfig config = BrokerConfig.parse(
                YAML.replace(
                        "MORE",
                        "{ method: POST, path: \"/x/{customer}\", params: { q: { in: body, type: query, scope: credential } } }\n"
                                + "      all: { method: GET, path: /all }"),
                HERE);
        assertThat(config.warnings())
                .extracting(ConfigProblem::line, ConfigProblem::key)
                .containsExactly(tuple(11, AT + "more.params.q"), tuple(12, AT + "all"));
        assertThat(config.warnings().get(0).sentence()).contains("the credential alone");
        assertThat(config.warnings().get(1).sentence()).contains("no pin of the service");
        assertThat(BrokerConfig.parse(YAML.replace("MORE", "{ method: GET, path: \"/{customer}\" }"), HERE)
                        .warnings())
                .isEmpty();
    }

    @Test
    void warnsOfDefinitionsFromJavaTheSame() throws Exception {
        ServiceDefinition service = ServiceDefinition.builder("ads", ServiceUrl.parse("https://ads.example"))
                .pin(PinDefinition.of("customer"))
                .action(ActionDefinition.builder("all", "GET", PathTemplate.parse("/all"))
                        .build())
                .build();
        assertThat(BrokerConfig.builder(HERE).service(service).build().warnings())
                .extracting(ConfigProblem::key)
                .containsExactly(AT + "all");
    }

    @Test
    void aValueThatIsMoreThanItsSegmentDoesNotLoadWhereATemplateHasIt() {
        String yaml = YAML.replace("{ pattern: \"[0-9]+\" }", "{ pattern: \"[0-9/]+\" }")
                .replace("path: \"/customers/{customer}/campaigns\"", "path: /campaigns")
                .replace("\"123\"", "\"1/2\"");
        assertThat(problemsOf(yaml.replace("MORE", "{ method: GET, path: /x }")))
                .isEmpty();
        assertThat(
                        problemsOf(
                                yaml.replace(
                                        "MORE",
                                        "{ method: GET, path: /x, params: { p: { in: query, type: string, template: \"c/{customer}/{*}\" } } }")))
                .anySatisfy(problem -> assertThat(problem.sentence()).contains("a single path segment"));
    }

    @Test
    void aPinThatOnlyATemplateNeedsHasToBeFixed() {
        String yaml = YAML.replace("pins: { customer: { pattern: \"[0-9]+\" } }", "pins: { customer: {}, base: {} }");
        assertThat(
                        problemsOf(
                                yaml.replace(
                                        "MORE",
                                        "{ method: GET, path: /x, params: { p: { in: query, type: string, template: \"b/{base}/{*}\" } } }")))
                .anySatisfy(problem -> assertThat(problem.key()).isEqualTo("access[0].workspaces.acme.pins.base"));
    }

    private static ActionDefinition more(String definition) throws Exception {
        return BrokerConfig.parse(YAML.replace("MORE", definition), HERE)
                .services()
                .get(0)
                .actions()
                .get("more");
    }

    private static List<ConfigProblem> problems(String definition) {
        return problemsOf(YAML.replace("MORE", definition));
    }

    private static List<ConfigProblem> problemsOf(String yaml) {
        try {
            BrokerConfig.parse(yaml, HERE);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    private static Arguments row(String definition, String key, String sentence) {
        return Arguments.of(definition, key, sentence);
    }
}
