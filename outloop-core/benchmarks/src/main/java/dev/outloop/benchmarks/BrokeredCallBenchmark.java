package dev.outloop.benchmarks;

import dev.outloop.core.AuditTrail;
import dev.outloop.spi.AuditSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The distribution of one arm's times. Arms run one after another here, so compare them by {@link BrokerOverhead}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
@NullUnmarked // JMH sets the fields before it calls anything.
public class BrokeredCallBenchmark {

    /** What is called. */
    @Param({"direct", "brokered", "durable"})
    public String arm;

    private Path directory;
    private LoopbackUpstream upstream;
    private Arm called;

    /** Starts the upstream and what calls it. */
    @Setup
    public void start() throws Exception {
        directory = Files.createTempDirectory("brokered");
        upstream = new LoopbackUpstream();
        called = arm.equals("direct") ? new DirectArm(upstream) : new BrokeredArm(upstream, sink(), event -> {});
    }

    /** One call. */
    @Benchmark
    public void call() throws Exception {
        called.call();
    }

    /** Ends both, and removes the trail. */
    @TearDown
    public void stop() throws Exception {
        called.close();
        upstream.close();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    private AuditSink sink() throws Exception {
        return arm.equals("durable") ? AuditTrail.open(directory, Clock.systemUTC()) : new CountingSink();
    }
}
