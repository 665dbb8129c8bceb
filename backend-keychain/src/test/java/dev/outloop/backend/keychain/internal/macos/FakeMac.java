package dev.outloop.backend.keychain.internal.macos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.ByteByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A login keychain behind the functions of Security.framework, with the statuses that macOS gives. Every query has to
 * keep to the file keychains and to what is not synchronised.
 */
final class FakeMac implements Frameworks, Security {

    private static final Set<String> STRUCTURES =
            Set.of("kCFTypeDictionaryKeyCallBacks", "kCFTypeDictionaryValueCallBacks");

    private static final Set<String> CONSTANTS = Set.of(
            "kCFBooleanTrue",
            "kCFBooleanFalse",
            "kSecClass",
            "kSecClassGenericPassword",
            "kSecAttrService",
            "kSecAttrAccount",
            "kSecAttrLabel",
            "kSecAttrSynchronizable",
            "kSecUseDataProtectionKeychain",
            "kSecReturnData",
            "kSecReturnAttributes",
            "kSecMatchLimit",
            "kSecMatchLimitOne",
            "kSecMatchLimitAll",
            "kSecValueData");

    final FakeObjects objects = new FakeObjects();
    private final Map<List<String>, byte[]> items = new LinkedHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final List<Boolean> dialogsAllowed = new ArrayList<>();
    private byte interaction = 1;
    private boolean locked;
    private Pointer result;
    private volatile CountDownLatch hang = new CountDownLatch(0);
    private final CountDownLatch hanging = new CountDownLatch(1);

    /** The function gives this status from now on. */
    FakeMac answer(String function, int status) {
        statuses.put(function, status);
        return this;
    }

    /** Copying gives this object, whatever was asked. */
    FakeMac result(Pointer object) {
        result = object;
        return this;
    }

    synchronized FakeMac put(String service, String account, byte[] value) {
        items.put(List.of(service, account), value.clone());
        return this;
    }

    synchronized byte[] get(String service, String account) {
        return items.get(List.of(service, account));
    }

    synchronized FakeMac lock(boolean state) {
        locked = state;
        return this;
    }

    /** Copying hangs until the latch that this gives is counted down. */
    CountDownLatch hang() {
        hang = new CountDownLatch(1);
        return hang;
    }

    /** Returns once a call hangs. */
    void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    /** For each call of an item, whether macOS could have shown a dialog. */
    synchronized List<Boolean> dialogsAllowed() {
        return List.copyOf(dialogsAllowed);
    }

    synchronized boolean interactionAllowed() {
        return interaction != 0;
    }

    @Override
    public CoreFoundation cf() {
        return objects;
    }

    @Override
    public Security security() {
        return this;
    }

    @Override
    public Pointer constant(String name) {
        assertThat(CONSTANTS).contains(name);
        return objects.constantOf(name);
    }

    @Override
    public Pointer structure(String name) {
        assertThat(STRUCTURES).contains(name);
        return objects.constantOf(name);
    }

    private Map<String, Pointer> named(Pointer dictionary) {
        Map<String, Pointer> named = new LinkedHashMap<>();
        objects.dictionary(dictionary).forEach((key, value) -> named.put(objects.nameOf(key), value));
        return named;
    }

    private int begin(String function, Map<String, Pointer> query) {
        assertThat(objects.nameOf(query.get("kSecClass"))).isEqualTo("kSecClassGenericPassword");
        assertThat(objects.nameOf(query.get("kSecAttrSynchronizable"))).isEqualTo("kCFBooleanFalse");
        assertThat(objects.nameOf(query.get("kSecUseDataProtectionKeychain"))).isEqualTo("kCFBooleanFalse");
        dialogsAllowed.add(interaction != 0);
        return statuses.getOrDefault(function, 0);
    }

    private List<String> key(Map<String, Pointer> query) {
        return List.of(objects.nameOf(query.get("kSecAttrService")), objects.nameOf(query.get("kSecAttrAccount")));
    }

    @Override
    public int SecItemCopyMatching(Pointer query, PointerByReference copied) {
        if (hang.getCount() > 0) {
            hanging.countDown();
            awaitWithoutEnd(hang);
        }
        return copyMatching(named(query), copied);
    }

    private synchronized int copyMatching(Map<String, Pointer> query, PointerByReference copied) {
        int status = begin("SecItemCopyMatching", query);
        if (status != 0) {
            return status;
        }
        if (result != null) {
            copied.setValue(result);
            return 0;
        }
        if (query.containsKey("kSecReturnAttributes")) {
            return copyAttributes(query, copied);
        }
        assertThat(objects.nameOf(query.get("kSecReturnData"))).isEqualTo("kCFBooleanTrue");
        assertThat(objects.nameOf(query.get("kSecMatchLimit"))).isEqualTo("kSecMatchLimitOne");
        byte[] value = items.get(key(query));
        if (value == null) {
            return OsStatus.NOT_FOUND;
        }
        if (locked) {
            return OsStatus.INTERACTION_NOT_ALLOWED;
        }
        copied.setValue(objects.createData(value));
        return 0;
    }

    private int copyAttributes(Map<String, Pointer> query, PointerByReference copied) {
        assertThat(objects.nameOf(query.get("kSecMatchLimit"))).isEqualTo("kSecMatchLimitAll");
        String service = objects.nameOf(query.get("kSecAttrService"));
        List<Pointer> found = new ArrayList<>();
        for (List<String> key : items.keySet()) {
            if (key.get(0).equals(service)) {
                Pointer account = objects.createString(key.get(1));
                Map<Pointer, Pointer> attributes = new LinkedHashMap<>();
                attributes.put(constant("kSecAttrAccount"), account);
                found.add(objects.create(FakeObjects.DICTIONARY, attributes));
            }
        }
        if (found.isEmpty()) {
            return OsStatus.NOT_FOUND;
        }
        copied.setValue(objects.createArray(found));
        return 0;
    }

    @Override
    public synchronized int SecItemAdd(Pointer attributes, PointerByReference added) {
        Map<String, Pointer> query = named(attributes);
        int status = begin("SecItemAdd", query);
        assertThat(added).isNull();
        assertThat(query).containsKey("kSecAttrLabel");
        if (status == 0 && items.putIfAbsent(key(query), objects.dataOf(query.get("kSecValueData"))) != null) {
            return OsStatus.DUPLICATE;
        }
        return status;
    }

    @Override
    public synchronized int SecItemUpdate(Pointer query, Pointer attributes) {
        int status = begin("SecItemUpdate", named(query));
        List<String> key = key(named(query));
        if (status == 0 && !items.containsKey(key)) {
            return OsStatus.NOT_FOUND;
        }
        if (status == 0) {
            items.put(key, objects.dataOf(named(attributes).get("kSecValueData")));
        }
        return status;
    }

    @Override
    public synchronized int SecItemDelete(Pointer query) {
        int status = begin("SecItemDelete", named(query));
        return status == 0 && items.remove(key(named(query))) == null ? OsStatus.NOT_FOUND : status;
    }

    @Override
    public synchronized int SecKeychainGetStatus(Pointer keychain, IntByReference status) {
        // kSecReadPermStatus, and kSecUnlockStateStatus if it is unlocked.
        status.setValue(locked ? 2 : 3);
        return statuses.getOrDefault("SecKeychainGetStatus", 0);
    }

    @Override
    public synchronized int SecKeychainGetUserInteractionAllowed(ByteByReference state) {
        state.setValue(interaction);
        return 0;
    }

    @Override
    public synchronized int SecKeychainSetUserInteractionAllowed(byte state) {
        interaction = state;
        return statuses.getOrDefault("SecKeychainSetUserInteractionAllowed", 0);
    }

    private static void awaitWithoutEnd(CountDownLatch latch) {
        boolean released = false;
        while (!released) {
            try {
                latch.await();
                released = true;
            } catch (InterruptedException e) {
                // As native code, it does not know of interrupts.
            }
        }
    }
}
