package dev.outloop.backend.keychain.internal.secretservice;

import dev.outloop.backend.keychain.internal.dbus.BusCall;
import dev.outloop.backend.keychain.internal.dbus.BusWriter;
import java.util.Map;
import java.util.function.Consumer;

/** The calls of the Secret Service API 0.2 that are needed. */
final class SecretServiceCalls {

    static final String SERVICE = "org.freedesktop.secrets";
    static final String ROOT = "/org/freedesktop/secrets";
    static final String PROMPT = "org.freedesktop.Secret.Prompt";

    private static final String COLLECTION = "org.freedesktop.Secret.Collection";
    private static final String ITEM = "org.freedesktop.Secret.Item";

    private SecretServiceCalls() {}

    static BusCall openSession(String algorithm, byte[] publicKey) {
        return ofService("OpenSession")
                .with("sv", out -> out.string(algorithm).variant("ay").bytes(publicKey));
    }

    static BusCall readAlias(String alias) {
        return ofService("ReadAlias").with("s", out -> out.string(alias));
    }

    static BusCall unlock(String object) {
        return ofService("Unlock").with("ao", out -> out.array(4, objects -> objects.string(object)));
    }

    static BusCall isLocked(String collection) {
        return property(collection, COLLECTION, "Locked");
    }

    static BusCall search(String collection, Map<String, String> attributes) {
        return BusCall.of(SERVICE, collection, COLLECTION, "SearchItems").with("a{ss}", entries(attributes));
    }

    static BusCall createItem(
            String collection, String label, Map<String, String> attributes, Consumer<BusWriter> secret) {
        return BusCall.of(SERVICE, collection, COLLECTION, "CreateItem").with("a{sv}(oayays)b", out -> {
            out.array(8, properties -> {
                properties.struct().string(ITEM + ".Label").variant("s").string(label);
                entries(attributes)
                        .accept(properties.struct().string(ITEM + ".Attributes").variant("a{ss}"));
            });
            secret.accept(out);
            out.bool(true);
        });
    }

    static BusCall attributes(String item) {
        return property(item, ITEM, "Attributes");
    }

    static BusCall getSecret(String item, String session) {
        return BusCall.of(SERVICE, item, ITEM, "GetSecret").with("o", out -> out.string(session));
    }

    static BusCall setSecret(String item, Consumer<BusWriter> secret) {
        return BusCall.of(SERVICE, item, ITEM, "SetSecret").with("(oayays)", secret);
    }

    static BusCall delete(String item) {
        return BusCall.of(SERVICE, item, ITEM, "Delete");
    }

    static BusCall prompt(String prompt) {
        return BusCall.of(SERVICE, prompt, PROMPT, "Prompt").with("s", out -> out.string(""));
    }

    private static BusCall ofService(String member) {
        return BusCall.of(SERVICE, ROOT, "org.freedesktop.Secret.Service", member);
    }

    private static BusCall property(String path, String interfaceName, String name) {
        return BusCall.of(SERVICE, path, "org.freedesktop.DBus.Properties", "Get")
                .with("ss", out -> out.string(interfaceName).string(name));
    }

    private static Consumer<BusWriter> entries(Map<String, String> attributes) {
        return out -> out.array(
                8,
                pairs -> attributes.forEach(
                        (name, value) -> pairs.struct().string(name).string(value)));
    }
}
