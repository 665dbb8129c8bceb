package dev.outloop.samples.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The third-party jars that a project brings along, followed through the project files inside the jars. */
final class DependencyClosure {

    /** Belongs to the API, as the annotations of its signatures. */
    private static final Set<String> NOT_COUNTED = Set.of("outloop-api", "jspecify");

    private final Map<String, Path> found = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();

    private DependencyClosure() {}

    static DependencyClosure of(Pom project, List<Path> jars) {
        DependencyClosure closure = new DependencyClosure();
        Deque<String> open = new ArrayDeque<>(project.runtimeDependencies());
        while (!open.isEmpty()) {
            String artifact = open.pop();
            if (NOT_COUNTED.contains(artifact) || closure.found.containsKey(artifact)) {
                continue;
            }
            List<Path> matching = jars.stream()
                    .filter(jar -> jar.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
                    .toList();
            if (matching.isEmpty()) {
                closure.missing.add(artifact);
            } else {
                closure.found.put(artifact, matching.get(0));
                open.addAll(dependenciesIn(matching.get(0), artifact));
            }
        }
        return closure;
    }

    Set<String> artifacts() {
        return found.keySet();
    }

    Collection<Path> jars() {
        return found.values();
    }

    Set<String> missing() {
        return missing;
    }

    long bytes() {
        long sum = 0;
        for (Path jar : found.values()) {
            try {
                sum += Files.size(jar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sum;
    }

    private static List<String> dependenciesIn(Path jar, String artifact) {
        List<String> dependencies = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().matches("META-INF/maven/[^/]+/" + artifact + "/pom\\.xml")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        dependencies.addAll(Pom.read(in).runtimeDependencies());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dependencies;
    }
}
