package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.PinDefinition;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a service. */
final class ServiceReader {

    private ServiceReader() {}

    /** The service; where a problem was reported, with whatever could be read. */
    static ServiceDefinition read(String name, Value value, Path directory) {
        Fields fields = value.fields();
        if (fields == null) {
            return ServiceDefinition.builder(name, unread()).build();
        }
        ServiceDefinition.Builder service = ServiceDefinition.builder(name, readUrl(fields.require("url")));
        Value credential = fields.require("credential");
        if (credential != null) {
            CredentialReader.read(credential, service);
        }
        readPins(fields.get("pins"), service);
        service.network(NetworkReader.read(fields.get("network"), directory));
        Value limits = fields.get("limits");
        if (limits != null) {
            service.limits(LimitsReader.read(limits));
        }
        Value actions = fields.require("actions");
        if (actions != null) {
            actions.named().forEach((action, definition) -> {
                ActionDefinition read = ActionReader.read(action, definition);
                if (read != null) {
                    service.action(read);
                }
            });
        }
        fields.end();
        return service.build();
    }

    private static ServiceUrl readUrl(@Nullable Value url) {
        String text = url == null ? null : url.text();
        if (url == null || text == null) {
            return unread();
        }
        try {
            return ServiceUrl.parse(text);
        } catch (IllegalArgumentException e) {
            url.problem(
                    "expected https://HOST[:PORT][/PATH] with a lower-case ASCII host and no user, query, fragment or"
                            + " escapes; http only for 127.0.0.1, [::1] and localhost");
            return unread();
        }
    }

    /** Stands in for a URL with a problem, so that what else is wrong with the service is found too. */
    private static ServiceUrl unread() {
        return ServiceUrl.parse("https://unread.invalid");
    }

    private static void readPins(@Nullable Value pins, ServiceDefinition.Builder service) {
        if (pins == null) {
            return;
        }
        pins.named().forEach((name, value) -> {
            Fields fields = value.fields();
            Value pattern = fields == null ? null : fields.get("pattern");
            if (fields != null) {
                fields.end();
            }
            String text = pattern == null ? null : pattern.text();
            service.pin(text == null ? PinDefinition.of(name) : PinDefinition.matching(name, text));
        });
    }
}
