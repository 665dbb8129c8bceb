package dev.outloop.benchmarks;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.authorize.CompiledPolicy;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What definitions and rules take of memory, and how long they take to compile. */
final class PolicyMemory {

    private static final int REPEATS = 3;

    private PolicyMemory() {}

    /** Prints one figure. */
    static void print(String what, Supplier<Object> made, Report report) {
        List<Double> megabytes = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            long before = usedBytes();
            long started = System.nanoTime();
            Object kept = made.get();
            millis.add((System.nanoTime() - started) / 1e6);
            megabytes.add((usedBytes() - before) / 1e6);
            if (kept.toString().isEmpty()) { // so that it is there until here
                throw new IllegalStateException("nothing was made");
            }
        }
        report.line(
                "  %-44s %8.2f MB in %.0f ms",
                what,
                megabytes.stream().sorted().skip(REPEATS / 2).findFirst().orElseThrow(),
                millis.stream().sorted().skip(REPEATS / 2).findFirst().orElseThrow());
    }

    /** The accesses of an agency, each of every workspace, without rules. */
    static Object agency(int workspaces, int accesses) {
        List<Workspace> all = new ArrayList<>();
        for (int i = 0; i < workspaces; i++) {
            all.add(Workspace.of("w" + i, new Tenant("t" + i)));
        }
        List<ServiceDefinition> services = new ArrayList<>();
        List<Access> aliases = new ArrayList<>();
        for (int i = 0; i < accesses; i++) {
            ServiceDefinition.Builder service =
                    ServiceDefinition.builder("s" + i, ServiceUrl.parse("https://api.example.com/v" + i));
            for (int j = 0; j < 10; j++) {
                service.action(ActionDefinition.builder("x" + j, "GET", PathTemplate.parse("/items" + j))
                        .build());
            }
            services.add(service.build());
            Access.Builder access = Access.builder("a" + i, "s" + i).action(Access.EVERY_ACTION);
            all.forEach(workspace -> access.workspace(workspace.name(), Map.of()));
            aliases.add(access.build());
        }
        return new Snapshot(all, services, aliases, Policy.empty());
    }

    /** Rules, with what they were compiled to. */
    static Object rules(int count) {
        return CompiledPolicy.of(new MadeUpPolicy(count).policy());
    }

    /** After collections, since garbage is not retained. */
    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
