package dev.outloop.backend.keychain.internal.secretservice;

import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.backend.keychain.internal.dbus.BusAddress;
import dev.outloop.backend.keychain.internal.dbus.BusConnection;
import dev.outloop.backend.keychain.internal.dbus.BusErrorException;
import dev.outloop.backend.keychain.internal.dbus.BusReader;
import dev.outloop.spi.VaultException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One conversation about one collection of the Secret Service, which was unlocked when it began. One thread. */
final class Keyring implements AutoCloseable {

    private static final String NOTHING = "/";

    private final BusConnection bus;
    private final Prompt prompt;
    private final String collection;

    private Keyring(BusConnection bus, Prompt prompt, String collection) {
        this.bus = bus;
        this.prompt = prompt;
        this.collection = collection;
    }

    /**
     * Opens an unlocked collection; prompts only if a person may be asked.
     *
     * @param name an alias, or the object path of a collection
     */
    static Keyring open(BusAddress address, String name, boolean mayPrompt, Deadline deadline)
            throws IOException, BusErrorException, VaultException {
        BusConnection bus = connect(address, deadline);
        try {
            Keyring keyring = new Keyring(bus, new Prompt(bus, mayPrompt), collection(bus, name));
            if (mayPrompt && keyring.isLocked()) {
                keyring.unlock();
            }
            keyring.requireUnlocked();
            return keyring;
        } catch (IOException | BusErrorException | VaultException e) {
            bus.close();
            throw e;
        }
    }

    private static BusConnection connect(BusAddress address, Deadline deadline) throws VaultException {
        try {
            return BusConnection.open(address, deadline);
        } catch (IOException e) {
            throw SecretServiceErrors.noBus();
        }
    }

    private static String collection(BusConnection bus, String name)
            throws IOException, BusErrorException, VaultException {
        if (name.startsWith("/")) {
            return name;
        }
        String path = bus.call(SecretServiceCalls.readAlias(name)).read("o", BusReader::string);
        if (path.equals(NOTHING)) {
            throw SecretServiceErrors.noCollection();
        }
        return path;
    }

    private boolean isLocked() throws IOException, BusErrorException, VaultException {
        try {
            return bus.call(SecretServiceCalls.isLocked(collection))
                    .read("v", answer -> answer.variant("b").bool());
        } catch (BusErrorException e) {
            if (SecretServiceErrors.isNoSuchObject(e.name())) {
                throw SecretServiceErrors.noCollection();
            }
            throw e;
        }
    }

    /** A search in a locked collection answers as if there were nothing. */
    private void requireUnlocked() throws IOException, BusErrorException, VaultException {
        if (isLocked()) {
            throw SecretServiceErrors.locked();
        }
    }

    private void unlock() throws IOException, BusErrorException, VaultException {
        String needed = bus.call(SecretServiceCalls.unlock(collection)).read("aoo", answer -> {
            answer.strings();
            return answer.string();
        });
        prompt.follow(needed);
    }

    /** The items with these attributes, at least; empty only if the collection was still unlocked afterwards. */
    List<String> search(Map<String, String> attributes) throws IOException, BusErrorException, VaultException {
        List<String> items =
                bus.call(SecretServiceCalls.search(collection, attributes)).read("ao", BusReader::strings);
        if (items.isEmpty()) {
            requireUnlocked();
        }
        return items;
    }

    /** The one item with these attributes. */
    Optional<String> find(Map<String, String> attributes) throws IOException, BusErrorException, VaultException {
        List<String> items = search(attributes);
        if (items.size() > 1) {
            throw SecretServiceErrors.ambiguous(String.join(", ", items.subList(0, Math.min(items.size(), 8))));
        }
        return items.stream().findFirst();
    }

    byte[] read(String item) throws IOException, BusErrorException, VaultException {
        SecretSession session = SecretSession.open(bus);
        return bus.call(SecretServiceCalls.getSecret(item, session.path())).read("(oayays)", session::unseal);
    }

    void replace(String item, byte[] value) throws IOException, BusErrorException, VaultException {
        SecretSession session = SecretSession.open(bus);
        bus.call(SecretServiceCalls.setSecret(item, out -> session.seal(value, out)));
    }

    /** Makes an item, in place of one with these attributes that another has made meanwhile. */
    void create(String label, Map<String, String> attributes, byte[] value)
            throws IOException, BusErrorException, VaultException {
        SecretSession session = SecretSession.open(bus);
        String needed = bus.call(
                        SecretServiceCalls.createItem(collection, label, attributes, out -> session.seal(value, out)))
                .read("oo", answer -> {
                    answer.string();
                    return answer.string();
                });
        prompt.follow(needed);
    }

    void delete(String item) throws IOException, BusErrorException, VaultException {
        prompt.follow(bus.call(SecretServiceCalls.delete(item)).read("o", BusReader::string));
    }

    Map<String, String> attributes(String item) throws IOException, BusErrorException, VaultException {
        Map<String, String> attributes = new HashMap<>();
        bus.call(SecretServiceCalls.attributes(item))
                .read(
                        "v",
                        answer -> answer.variant("a{ss}")
                                .array(8, entry -> attributes.put(entry.struct().string(), entry.string())));
        return attributes;
    }

    @Override
    public void close() {
        bus.close();
    }
}
