package dev.outloop.core.internal.config;

import dev.outloop.action.HttpField;
import dev.outloop.core.internal.config.SourceText.RefusedSource;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads cases of a policy, and goes on after each problem to find them all. */
public final class CaseReader {

    static final int MAX_CASES = 10_000;

    private static final String EXPECTED = "expected allow, approve, or deny and the code, such as: deny PIN_MISMATCH";
    private static final String TIME = "expected a time such as 2026-01-31T08:00:00Z";
    private static final String FIELD = "expected a header field such as \"Accept: text/plain\"";
    private static final String DENY = "deny ";

    private final List<ConfiguredCase> cases = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable Instant time;

    private CaseReader() {}

    /** Reads the bytes of a file. Paths are meant from the directory. Never throws. */
    public static CaseFile read(byte[] bytes, Path directory) {
        try {
            return readText(SourceText.decode(bytes), directory);
        } catch (RefusedSource e) {
            return CaseFile.refused(e.problem());
        }
    }

    /** Reads a text. Paths are meant from the directory. Never throws. */
    public static CaseFile read(String text, Path directory) {
        try {
            return readText(SourceText.check(text), directory);
        } catch (RefusedSource e) {
            return CaseFile.refused(e.problem());
        }
    }

    private static CaseFile readText(String text, Path directory) {
        Reading reading = new Reading();
        YamlTree tree = YamlTree.read(text);
        CaseReader reader = new CaseReader();
        Path config = null;
        if (tree.root() != null) {
            config = reader.readRoot(new Value(reading, "", tree.root().place(), tree.root()), directory);
        } else if (tree.faults().isEmpty()) {
            reading.problem("", new Place(1, 1), "expected cases, found an empty file");
        }
        tree.faults().forEach(reading::fault);
        return new CaseFile(Optional.ofNullable(config), reader.cases, reading.problems());
    }

    private @Nullable Path readRoot(Value root, Path directory) {
        Fields fields = root.fields();
        if (fields == null) {
            return null;
        }
        Value version = fields.require("version");
        if (version != null) {
            version.integer(1, 1);
        }
        Value config = fields.get("config");
        time = time(fields.get("time"));
        Value list = fields.require("cases");
        fields.end();
        List<Value> items = list == null ? List.of() : list.items();
        if (list != null && list.isSequence() && items.isEmpty()) {
            list.problem("expected at least one case: a file that tests nothing would always hold");
        } else if (list != null && items.size() > MAX_CASES) {
            list.problem("expected at most " + MAX_CASES + " cases");
        } else {
            items.forEach(this::readCase);
        }
        return config == null ? null : ConfigReader.path(config, directory);
    }

    private void readCase(Value item) {
        Fields fields = item.fields();
        if (fields == null) {
            return;
        }
        Value nameValue = fields.require("name");
        String name = text(nameValue);
        if (nameValue != null && name != null && !names.add(name)) {
            nameValue.problem("expected a name that no case before it has");
        }
        Instant own = time(fields.get("time"));
        String workspace = name(fields.require("workspace"));
        String runtime = name(fields.require("runtime"));
        String alias = text(fields.require("alias"));
        Asked asked = asked(fields);
        Value expect = fields.require("expect");
        String expected = expect == null ? null : expect.characters(EXPECTED);
        Decision.Kind kind = expect == null || expected == null ? null : kind(expect, expected);
        String rule = text(fields.get("rule"));
        Value limits = fields.get("limits");
        Optional<Set<String>> charged = limits == null ? Optional.empty() : Optional.of(names(limits));
        fields.end();
        if (name != null
                && workspace != null
                && runtime != null
                && alias != null
                && asked != null
                && expected != null
                && kind != null) {
            Optional<ErrorCode> code =
                    kind == Decision.Kind.DENY ? ErrorCode.named(expected.substring(DENY.length())) : Optional.empty();
            cases.add(new ConfiguredCase(
                    item.line(),
                    name,
                    Optional.ofNullable(own == null ? time : own),
                    workspace,
                    runtime,
                    alias,
                    Optional.ofNullable(asked.action),
                    asked.parameters,
                    asked.method,
                    asked.path,
                    asked.headers,
                    Optional.ofNullable(asked.body),
                    kind,
                    code,
                    Optional.ofNullable(rule),
                    charged));
        }
    }

    /** What a case asks for, one way or the other. */
    private record Asked(
            @Nullable String action,
            Map<String, Object> parameters,
            String method,
            String path,
            List<HttpField> headers,
            @Nullable String body) {}

    private static @Nullable Asked asked(Fields fields) {
        Value action = fields.get("action");
        Value parameters = fields.get("parameters");
        Value http = fields.get("http");
        if ((action == null) == (http == null)) {
            fields.problem("expected either action or http");
            return null;
        }
        if (http != null) {
            if (parameters != null) {
                parameters.problem("parameters go with action; an http request has them in path, query and body");
            }
            return http(http);
        }
        String name = text(action);
        Map<String, Object> given = new LinkedHashMap<>();
        if (parameters != null) {
            parameters.named(any -> true, "expected the name of a parameter").forEach((key, value) -> {
                Object read = value.parameter();
                if (read != null) {
                    given.put(key, read);
                }
            });
        }
        return name == null ? null : new Asked(name, given, "", "", List.of(), null);
    }

    private static @Nullable Asked http(Value http) {
        Fields fields = http.fields();
        if (fields == null) {
            return null;
        }
        String method = text(fields.require("method"));
        String path = text(fields.require("path"));
        List<HttpField> headers = new ArrayList<>();
        Value list = fields.get("headers");
        for (Value item : list == null ? List.<Value>of() : list.items()) {
            String text = item.text();
            int colon = text == null ? 1 : text.indexOf(':');
            if (colon <= 0) {
                item.problem(FIELD);
            } else if (text != null) {
                headers.add(new HttpField(
                        text.substring(0, colon), text.substring(colon + 1).strip()));
            }
        }
        Value bodyValue = fields.get("body");
        String body = bodyValue == null ? null : bodyValue.characters("expected the body as text");
        fields.end();
        return method == null || path == null ? null : new Asked(null, Map.of(), method, path, headers, body);
    }

    private static Decision.@Nullable Kind kind(Value value, String expected) {
        if (expected.equals("allow")) {
            return Decision.Kind.ALLOW;
        }
        if (expected.equals("approve")) {
            return Decision.Kind.REQUIRE_APPROVAL;
        }
        if (expected.startsWith(DENY)) {
            if (ErrorCode.named(expected.substring(DENY.length())).isPresent()) {
                return Decision.Kind.DENY;
            }
            value.problem("expected a code that there is behind deny");
        } else {
            value.problem(EXPECTED);
        }
        return null;
    }

    private static @Nullable Instant time(@Nullable Value value) {
        String text = value == null ? null : value.characters(TIME);
        if (value == null || text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            value.problem(TIME);
            return null;
        }
    }

    private static Set<String> names(Value list) {
        Set<String> names = new LinkedHashSet<>();
        for (Value item : list.items()) {
            String name = item.name();
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private static @Nullable String name(@Nullable Value value) {
        return value == null ? null : value.name();
    }

    private static @Nullable String text(@Nullable Value value) {
        return value == null ? null : value.text();
    }
}
