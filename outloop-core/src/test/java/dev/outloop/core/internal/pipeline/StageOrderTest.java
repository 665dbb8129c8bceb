package dev.outloop.core.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A stage's input cannot be made without the stage before")
class StageOrderTest {

    private static final String STAGES = "dev.outloop.core.internal.";

    @TempDir
    Path output;

    @ParameterizedTest
    @CsvSource({
        "admit.AdmittedAction, 'null, null, null, null, null, null, null'",
        "authorize.AuthorizedAction, 'null, null, null, null'",
        "journal.RecordedAttempt, 'null'",
        "lease.LeasedAction, 'null, null'",
        "dispatch.RawResponse, 'null, 200, null, null, null'",
        "redact.RedactedResponse, 'null, null, null, null, null, null, null'",
    })
    void constructorsAreClosed(String type, String arguments) {
        List<String> codes = compile("Object forged() { return new " + STAGES + type + "(" + arguments + "); }");
        assertThat(codes).containsExactly("compiler.err.not.def.public.cant.access");
    }

    @ParameterizedTest
    @CsvSource({
        "admit.AdmittedAction, journal.Journal, record, prob.found.req",
        "authorize.AuthorizedAction, dispatch.Dispatch, dispatch, prob.found.req",
        "journal.RecordedAttempt, dispatch.Dispatch, dispatch, prob.found.req",
        "lease.LeasedAction, redact.Redact, open, cant.apply.symbols",
    })
    void anEarlierOutputIsNoInput(String given, String stage, String method, String diagnostic) {
        List<String> codes = compile("Object skipped(" + STAGES + stage + " stage, " + STAGES + given
                + " given) throws Exception { return stage." + method + "(given); }");
        assertThat(codes).containsExactly("compiler.err." + diagnostic);
    }

    @ParameterizedTest
    @CsvSource({
        "authorize.AuthorizedAction, journal.Journal, record",
        "lease.LeasedAction, dispatch.Dispatch, dispatch",
        "dispatch.RawResponse, redact.Redact, open",
    })
    void theRightOutputIs(String given, String stage, String method) {
        List<String> codes = compile("Object inOrder(" + STAGES + stage + " stage, " + STAGES + given
                + " given) throws Exception { return stage." + method + "(given); }");
        assertThat(codes).isEmpty();
    }

    @Test
    void aCompilerIsThere() {
        assertThat(compile("int broken() { return nothing; }")).containsExactly("compiler.err.cant.resolve.location");
    }

    private List<String> compile(String member) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options =
                List.of("-proc:none", "-d", output.toString(), "-classpath", System.getProperty("java.class.path"));
        compiler.getTask(
                        new StringWriter(),
                        null,
                        diagnostics,
                        options,
                        null,
                        List.of(new Source("package elsewhere; class Probe { " + member + " }")))
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::getCode)
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///elsewhere/Probe.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
