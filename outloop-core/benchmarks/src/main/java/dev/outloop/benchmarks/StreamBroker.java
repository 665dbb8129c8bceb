package dev.outloop.benchmarks;

import dev.outloop.Call;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.ResponseHandler;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.identity.Caller;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A broker with an access for each of many secrets, all to one event stream. */
final class StreamBroker implements AutoCloseable {

    private final OutloopBroker control;
    private final Caller caller;

    StreamBroker(int port, List<byte[]> values) throws Exception {
        this.control = OutloopBroker.builder()
                .config(BrokerConfig.parse(
                        configuration(port, values.size()), Path.of("").toAbsolutePath()))
                .vault("memory", new ValuesVault(values))
                .auditSink(new CountingSink())
                .build();
        this.caller = control.assertCaller("acme", "claude-code");
    }

    /** Opens the stream with the key of that number. */
    void open(int key, ResponseHandler handler) {
        Call call = control.broker()
                .newCall(ActionRequest.action(caller, "events-" + key, "listen").build());
        ActionResult result = call.perform(handler);
        if (result instanceof ActionResult.Denied) {
            throw new IllegalStateException(result.toString());
        }
    }

    @Override
    public void close() {
        control.close();
    }

    private static String configuration(int port, int keys) {
        String accesses = IntStream.range(0, keys)
                .mapToObj(key ->
                        "  - { alias: events-%1$d, service: events, secret: \"memory:key-%1$d\", actions: [listen], runtimes: [claude-code], workspaces: { acme: {} } }\n"
                                .formatted(key))
                .collect(Collectors.joining());
        return """
                version: 1
                vaults:
                  memory: { backend: keystore, path: unused.p12 }
                services:
                  events:
                    url: "http://127.0.0.1:%d"
                    credential: bearer
                    limits: { deadline: 10m, response: 1GiB }
                    actions:
                      listen: { method: GET, path: /events }
                workspaces:
                  acme: { tenant: acme-corp }
                access:
                %s""".formatted(port, accesses);
    }

    /** Lends the value whose number ends the reference. */
    private record ValuesVault(List<byte[]> values) implements VaultBackend {

        @Override
        public Lease lease(VaultRequest request) {
            String ref = request.ref().toString();
            return Lease.of(Secret.copyOf(values.get(Integer.parseInt(ref.substring(ref.lastIndexOf('-') + 1)))));
        }

        @Override
        public boolean answersAtOnce() {
            return true;
        }

        @Override
        public void close() {}
    }
}
