package dev.outloop.core.internal.config;

import dev.outloop.core.internal.admit.LinearPattern;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Says which keys of a configuration have problems; public so that a twin can make one. */
public final class PolicyReading implements UnaryOperator<String> {

    @Override
    public String apply(String text) {
        Configuration read = new ConfigReader(pattern -> LinearPattern.compile(pattern)::matches)
                .read(text, Path.of("/etc/outloop"));
        return read.problems().stream().map(Problem::key).distinct().toList().toString();
    }
}
