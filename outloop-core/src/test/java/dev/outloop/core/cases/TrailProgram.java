package dev.outloop.core.cases;

import dev.outloop.action.ActionResult;
import dev.outloop.core.AuditTrail;
import dev.outloop.spi.AuditSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Another process with a broker over a trail. It says where it has come, one line each, and is killed there or goes on.
 *
 * <p>Its arguments: what to do, the trail's directory, the service's port, a prefix for the names of its calls.
 */
public final class TrailProgram {

    static final int THREADS = 16;

    private final String what;
    private final TrailBroker broker;
    private final String prefix;

    private TrailProgram(String what, TrailBroker broker, String prefix) {
        this.what = what;
        this.broker = broker;
        this.prefix = prefix;
    }

    public static void main(String[] arguments) throws Exception {
        UnaryOperator<AuditSink> sink = switch (arguments[0]) {
            case "late" -> LateSink::new;
            case "recover" -> ReportingSink::new;
            default -> UnaryOperator.identity();
        };
        TrailBroker broker = new TrailBroker(
                sink.apply(AuditTrail.open(Path.of(arguments[1]), Clock.systemUTC())), Integer.parseInt(arguments[2]));
        new TrailProgram(arguments[0], broker, arguments[3]).run();
    }

    private void run() throws Exception {
        switch (what) {
            case "open", "recover" -> stayAt("opened");
            case "vault" -> {
                broker.vault.beforeAnswering(() -> stayAt("asked"));
                broker.control.broker().perform(broker.request(prefix));
            }
            case "answer" ->
                broker.control.broker().newCall(broker.request(prefix)).perform((head, body) -> {
                    body.readAllBytes();
                    stayAt("answered");
                });
            case "limited" -> untilDenied();
            default -> endlessly();
        }
    }

    /** Threads that call until the process is killed. */
    private void endlessly() {
        AtomicInteger last = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < THREADS; i++) {
            threads.execute(() -> {
                while (true) {
                    String name = prefix + last.incrementAndGet();
                    ActionResult result = broker.control.broker().perform(broker.request(name));
                    say((result instanceof ActionResult.Completed ? "done " : result + " ") + name + " .");
                }
            });
        }
    }

    private void untilDenied() {
        int calls = 0;
        ActionResult result;
        do {
            result = broker.control.broker().perform(broker.request(prefix + ++calls));
        } while (result instanceof ActionResult.Completed);
        say(calls + " "
                + result.match(
                        completed -> "",
                        denied -> denied.code().name(),
                        pending -> pending.toString(),
                        failed -> failed.toString())
                + " " + broker.vault.leaseCalls());
        broker.close();
    }

    static void stayAt(String place) {
        say(place);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static synchronized void say(String text) {
        byte[] line = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
