package dev.outloop.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * How long an event takes from the upstream's write to the last byte in the handler's hands, through a broker with
 * redaction on and through a bare client. The upstream writes nothing more until the event was read: what an engine
 * holds back of it would never come.
 */
public final class EventStreamLatency {

    private static final String BARE = "bare client";
    private static final String BROKERED = "broker";
    private static final String UNKNOWN = "ghp_2bQ9xLr7ZtVn4KcWm8YsHd3JfPg6TuEa1oXi";
    private static final int PATTERNS = 1_000;

    private final Plan plan;
    private final int patterns;
    private final Report report;

    EventStreamLatency(Plan plan, int patterns, PrintStream out) {
        this.plan = plan;
        this.patterns = patterns;
        this.report = new Report(out);
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs
     */
    public static void main(String... arguments) throws Exception {
        boolean brief = arguments.length > 0 && arguments[0].equals("brief");
        new EventStreamLatency(brief ? Plan.brief() : new Plan(20_000, 5, 20, 100), brief ? 100 : PATTERNS, System.out)
                .run();
    }

    void run() throws Exception {
        report.line("measured on %s", Machine.describe(Path.of(System.getProperty("java.io.tmpdir"))));
        report.line("%s", plan);
        List<byte[]> values;
        try (MadeUpSecrets secrets = MadeUpSecrets.of(patterns)) {
            values = secrets.values();
            report.line("%,d patterns of %,d secrets", secrets.patterns().size(), values.size());
        }
        try (EventUpstream upstream = new EventUpstream();
                StreamBroker broker = new StreamBroker(upstream.port(), values);
                CloseableHttpClient client = HttpClients.createDefault();
                ClassicHttpResponse response =
                        client.executeOpen(null, new HttpGet("http://127.0.0.1:" + upstream.port() + "/events"), null);
                EventArm bare =
                        new EventArm(upstream.stream(), response.getEntity().getContent())) {
            for (int key = 1; key < values.size(); key++) {
                broker.open(key, (head, body) -> EventUpstream.end(upstream.stream()));
            }
            broker.open(0, (head, body) -> measure(upstream.stream(), body, bare, values));
        }
    }

    private void measure(Socket upstream, InputStream body, EventArm bare, List<byte[]> values) throws IOException {
        try (EventArm brokered = new EventArm(upstream, body)) {
            for (byte[] value : values) {
                requireRedacted(brokered, new String(value, StandardCharsets.US_ASCII));
            }
            String unknown = brokered.exchange("{\"key\":\"" + UNKNOWN + "\"}");
            report.line("detectors are %s", unknown.contains(UNKNOWN) ? "off" : "on");
            Interleaved run = new Interleaved(plan).arm(BARE, bare).arm(BROKERED, brokered);
            run.warmUp().run();
            for (String arm : List.of(BARE, BROKERED)) {
                report.line("%-20s %8.1f µs   rounds %s", arm, run.micros(arm), run.rounds(arm));
            }
            report.line(
                    "redaction adds %.1f µs to an event: %.2f × the bare client",
                    run.addedMicros(BROKERED, BARE), run.speed(BARE, BROKERED));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static void requireRedacted(EventArm brokered, String value) throws IOException {
        String event = brokered.exchange("{\"key\":\"" + value + "\"}");
        if (event.contains(value) || !event.contains("[redacted]")) {
            throw new IllegalStateException("a secret came through");
        }
    }
}
