package dev.outloop.core.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Cases of a policy as they were read.
 *
 * @param config the configuration that they are about, if the file names one
 * @param cases in the order of the file
 * @param problems what keeps them from being used; only where there are none is the rest complete
 */
public record CaseFile(Optional<Path> config, List<ConfiguredCase> cases, List<Problem> problems) {

    /** The lists are copied. */
    public CaseFile {
        cases = List.copyOf(cases);
        problems = List.copyOf(problems);
    }

    /** Reads a file; paths in it are meant from its directory. Never throws: what keeps it from being read is a problem. */
    public static CaseFile read(Path file) {
        Path directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null) {
            return refused(Problem.ofFile("expected the path of a file"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return CaseReader.read(in.readNBytes(SourceText.MAX_BYTES + 1), directory);
        } catch (NoSuchFileException e) {
            return refused(Problem.ofFile("there is no such file"));
        } catch (IOException | SecurityException e) {
            return refused(Problem.ofFile("the file cannot be read; look at its permissions"));
        }
    }

    static CaseFile refused(Problem problem) {
        return new CaseFile(Optional.empty(), List.of(), List.of(problem));
    }
}
