package dev.outloop.backend.keychain.internal.secretservice;

import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.backend.keychain.internal.Keychain;
import dev.outloop.backend.keychain.internal.KeychainSettings;
import dev.outloop.backend.keychain.internal.dbus.BusAddress;
import dev.outloop.backend.keychain.internal.dbus.BusErrorException;
import dev.outloop.spi.VaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Items of the Secret Service with the attributes {@code service} and {@code account}. Every call has a connection of
 * its own, which ends with it: nothing is shared between threads, and nothing is left if one of them gives up.
 */
public final class SecretServiceKeychain implements Keychain {

    private static final Set<String> SETTINGS = Set.of("service", "collection", "bus", "prompt");
    private static final Pattern COLLECTION = Pattern.compile("[A-Za-z0-9_-]{1,64}|(/[A-Za-z0-9_]+){1,16}");
    private static final String ACCOUNT = "account";

    private final BusSource bus;
    private final String service;
    private final String collection;
    private final boolean mayPrompt;

    private SecretServiceKeychain(BusSource bus, String service, String collection, boolean mayPrompt) {
        this.bus = bus;
        this.service = service;
        this.collection = collection;
        this.mayPrompt = mayPrompt;
    }

    /** The keychain that the settings describe; the bus is not looked for yet. */
    public static Keychain of(KeychainSettings settings, Map<String, String> environment) throws VaultException {
        String collection = settings.text("collection").orElse("default");
        if (!COLLECTION.matcher(collection).matches()) {
            throw settings.wrong("the setting collection is an alias or the object path of a collection");
        }
        return new SecretServiceKeychain(
                BusSource.of(settings, environment), settings.service(), collection, settings.prompt());
    }

    /** The names of the settings that there are. */
    public static Set<String> settings() {
        return SETTINGS;
    }

    @Override
    public Optional<byte[]> read(String account, Deadline deadline) throws VaultException {
        return talk(mayPrompt, deadline, keyring -> {
            Optional<String> item = keyring.find(attributes(account));
            return item.isPresent() ? Optional.of(keyring.read(item.get())) : Optional.empty();
        });
    }

    @Override
    public void write(String account, byte[] value, Deadline deadline) throws VaultException {
        talk(mayPrompt, deadline, keyring -> {
            Optional<String> item = keyring.find(attributes(account));
            if (item.isPresent()) {
                keyring.replace(item.get(), value);
            } else {
                keyring.create(service + ": " + account, attributes(account), value);
            }
            return item;
        });
    }

    @Override
    public boolean delete(String account, Deadline deadline) throws VaultException {
        return talk(mayPrompt, deadline, keyring -> {
            Optional<String> item = keyring.find(attributes(account));
            if (item.isPresent()) {
                keyring.delete(item.get());
            }
            return item.isPresent();
        });
    }

    @Override
    public List<String> accounts(Deadline deadline) throws VaultException {
        return talk(mayPrompt, deadline, keyring -> {
            List<String> accounts = new ArrayList<>();
            for (String item : keyring.search(Map.of("service", service))) {
                accounts.add(keyring.attributes(item).getOrDefault(ACCOUNT, ""));
            }
            return accounts;
        });
    }

    @Override
    public void check(Deadline deadline) throws VaultException {
        talk(false, deadline, keyring -> true);
    }

    private Map<String, String> attributes(String account) {
        return Map.of("service", service, ACCOUNT, account);
    }

    @FunctionalInterface
    private interface Talk<T> {
        T with(Keyring keyring) throws IOException, BusErrorException, VaultException;
    }

    private <T> T talk(boolean prompting, Deadline deadline, Talk<T> talk) throws VaultException {
        BusAddress address = bus.address();
        try (Keyring keyring = Keyring.open(address, collection, prompting, deadline)) {
            return talk.with(keyring);
        } catch (IOException e) {
            throw SecretServiceErrors.ended();
        } catch (BusErrorException e) {
            throw SecretServiceErrors.of(e.name());
        }
    }
}
