package dev.outloop.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Violations that are compiled when they are needed, in the packages they imitate, and never loaded. */
final class Planted {

    private static final Pattern NAME =
            Pattern.compile("package ([\\w.]+);.*?(?:class|interface|enum|record) (\\w+)", Pattern.DOTALL);

    private Planted() {}

    /** The classes of these compilation units, which see everything on the class path. */
    static JavaClasses of(String... units) {
        try {
            Path output = Files.createTempDirectory("planted");
            try {
                compile(output, Stream.of(units).map(Unit::new).toList());
                return new ClassFileImporter().importPath(output);
            } finally {
                delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path output, List<Unit> units) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", output.toString(), "-classpath", System.getProperty("java.class.path"));
        boolean compiled =
                compiler.getTask(complaints, null, null, options, null, units).call();
        assertThat(compiled).as("compiles: %s", complaints).isTrue();
    }

    private static void delete(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(String text) {
            super(uri(text), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        private static URI uri(String text) {
            Matcher name = NAME.matcher(text);
            assertThat(name.find()).as("declares a type: %s", text).isTrue();
            return URI.create("string:///" + name.group(1).replace('.', '/') + "/" + name.group(2) + ".java");
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
