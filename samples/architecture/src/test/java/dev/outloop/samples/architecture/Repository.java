package dev.outloop.samples.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A directory tree laid out as this repository is. */
final class Repository {

    private final Path root;

    Repository(Path root) {
        this.root = root;
    }

    /** The one that the tests run in. */
    static Repository own() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null) {
            if (Files.exists(directory.resolve("pom.xml"))
                    && Pom.read(directory.resolve("pom.xml")).artifactId().equals("outloop-parent")) {
                return new Repository(directory);
            }
            directory = directory.getParent();
        }
        throw new IllegalStateException("not run inside the repository");
    }

    Path root() {
        return root;
    }

    /** Names at the top, without dotfiles and build output. */
    Set<String> topLevelNames() {
        Set<String> names = new TreeSet<>();
        for (Path entry : children(root)) {
            String name = entry.getFileName().toString();
            if (!name.startsWith(".") && !name.equals("target")) {
                names.add(name);
            }
        }
        return names;
    }

    /** Modules whose jars are published. */
    List<Path> publishedModules() {
        List<Path> modules = new ArrayList<>();
        for (String name : Pom.read(root.resolve("pom.xml")).modules()) {
            Pom pom = Pom.read(root.resolve(name).resolve("pom.xml"));
            if (pom.packaging().equals("jar") && !pom.skipsDeployment()) {
                modules.add(root.resolve(name));
            }
        }
        return modules;
    }

    /** Hand-written Java files that are not tests. */
    List<Path> mainSources() {
        List<Path> sources = new ArrayList<>();
        for (String module : Pom.read(root.resolve("pom.xml")).modules()) {
            Path directory = root.resolve(module).resolve("src/main/java");
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return sources;
    }

    private static List<Path> children(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
