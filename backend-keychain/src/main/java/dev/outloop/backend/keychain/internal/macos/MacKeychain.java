package dev.outloop.backend.keychain.internal.macos;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.backend.keychain.internal.Keychain;
import dev.outloop.backend.keychain.internal.KeychainSettings;
import dev.outloop.spi.VaultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Generic passwords of the person's file keychains (SecItem.h). Every query says that items are not synchronised, and
 * that it is not about the data protection keychain: macOS asks both where a query leaves that open.
 */
public final class MacKeychain implements Keychain {

    private static final Set<String> SETTINGS = Set.of("service", "prompt");
    private static final int MAX_THREADS = 4;

    /** {@code kSecUnlockStateStatus}. */
    private static final int UNLOCKED = 1;

    private final Frameworks frameworks;
    private final Security security;
    private final Interaction interaction;
    private final String service;
    private final NativeCalls calls = new NativeCalls(MAX_THREADS);

    MacKeychain(Frameworks frameworks, String service, boolean mayPrompt) {
        this.frameworks = frameworks;
        this.security = frameworks.security();
        this.interaction = new Interaction(security, mayPrompt);
        this.service = service;
    }

    /** The keychain that the settings describe. */
    public static Keychain of(KeychainSettings settings) throws VaultException {
        return new MacKeychain(Frameworks.load(), settings.service(), settings.prompt());
    }

    /** The names of the settings that there are. */
    public static Set<String> settings() {
        return SETTINGS;
    }

    @Override
    public Optional<byte[]> read(String account, Deadline deadline) throws VaultException {
        return calls.call(
                deadline, () -> copyData(account), found -> found.ifPresent(MacKeychain::overwrite), () -> {});
    }

    @Override
    public void write(String account, byte[] value, Deadline deadline) throws VaultException {
        // The caller overwrites its own array at the deadline, when this call may still be under way.
        byte[] copy = value.clone();
        calls.call(deadline, () -> putData(account, copy), written -> {}, () -> overwrite(copy));
    }

    @Override
    public boolean delete(String account, Deadline deadline) throws VaultException {
        return calls.call(deadline, () -> remove(account), removed -> {}, () -> {});
    }

    @Override
    public List<String> accounts(Deadline deadline) throws VaultException {
        return calls.call(deadline, this::copyAccounts, accounts -> {}, () -> {});
    }

    @Override
    public void check(Deadline deadline) throws VaultException {
        calls.call(deadline, this::requireUnlocked, checked -> {}, () -> {});
    }

    private static void overwrite(byte[] value) {
        Arrays.fill(value, (byte) 0);
    }

    private Optional<byte[]> copyData(String account) throws VaultException {
        try (CfScope scope = new CfScope(frameworks)) {
            Map<String, Pointer> query = item(scope, account);
            query.put("kSecReturnData", frameworks.constant("kCFBooleanTrue"));
            query.put("kSecMatchLimit", frameworks.constant("kSecMatchLimitOne"));
            Optional<Pointer> data = copyMatching(scope, query);
            return data.isPresent() ? Optional.of(scope.bytes(data.get())) : Optional.empty();
        }
    }

    private boolean putData(String account, byte[] value) throws VaultException {
        try (CfScope scope = new CfScope(frameworks)) {
            Pointer data = scope.data(value);
            Pointer query = scope.dictionary(item(scope, account));
            Pointer change = scope.dictionary(Map.of("kSecValueData", data));
            int status = interaction.call(() -> security.SecItemUpdate(query, change));
            if (status == OsStatus.NOT_FOUND) {
                Map<String, Pointer> added = item(scope, account);
                added.put("kSecAttrLabel", scope.string(service + ": " + account));
                added.put("kSecValueData", data);
                Pointer attributes = scope.dictionary(added);
                status = interaction.call(() -> security.SecItemAdd(attributes, null));
            }
            if (status == OsStatus.DUPLICATE) {
                // Another has added it meanwhile.
                status = interaction.call(() -> security.SecItemUpdate(query, change));
            }
            requireSuccess(status);
            return true;
        }
    }

    private boolean remove(String account) throws VaultException {
        try (CfScope scope = new CfScope(frameworks)) {
            Pointer query = scope.dictionary(item(scope, account));
            int status = interaction.call(() -> security.SecItemDelete(query));
            if (status == OsStatus.NOT_FOUND) {
                requireUnlocked();
                return false;
            }
            requireSuccess(status);
            return true;
        }
    }

    private List<String> copyAccounts() throws VaultException {
        try (CfScope scope = new CfScope(frameworks)) {
            Map<String, Pointer> query = items(scope);
            query.put("kSecReturnAttributes", frameworks.constant("kCFBooleanTrue"));
            query.put("kSecMatchLimit", frameworks.constant("kSecMatchLimitAll"));
            Optional<Pointer> found = copyMatching(scope, query);
            return found.isPresent() ? accounts(scope, found.get()) : List.of();
        }
    }

    private List<String> accounts(CfScope scope, Pointer found) throws VaultException {
        CoreFoundation cf = frameworks.cf();
        scope.requireType(found, cf.CFArrayGetTypeID());
        List<String> accounts = new ArrayList<>();
        for (long i = 0; i < cf.CFArrayGetCount(found); i++) {
            Pointer attributes = cf.CFArrayGetValueAtIndex(found, i);
            scope.requireType(attributes, cf.CFDictionaryGetTypeID());
            accounts.add(scope.text(cf.CFDictionaryGetValue(attributes, frameworks.constant("kSecAttrAccount"))));
        }
        return accounts;
    }

    private Optional<Pointer> copyMatching(CfScope scope, Map<String, Pointer> entries) throws VaultException {
        Pointer query = scope.dictionary(entries);
        PointerByReference result = new PointerByReference();
        int status = interaction.call(() -> security.SecItemCopyMatching(query, result));
        if (status == OsStatus.NOT_FOUND) {
            requireUnlocked();
            return Optional.empty();
        }
        requireSuccess(status);
        return Optional.of(scope.own(result.getValue()));
    }

    private Map<String, Pointer> items(CfScope scope) throws VaultException {
        Map<String, Pointer> entries = new HashMap<>();
        entries.put("kSecClass", frameworks.constant("kSecClassGenericPassword"));
        entries.put("kSecAttrService", scope.string(service));
        entries.put("kSecAttrSynchronizable", frameworks.constant("kCFBooleanFalse"));
        entries.put("kSecUseDataProtectionKeychain", frameworks.constant("kCFBooleanFalse"));
        return entries;
    }

    private Map<String, Pointer> item(CfScope scope, String account) throws VaultException {
        Map<String, Pointer> entries = items(scope);
        entries.put("kSecAttrAccount", scope.string(account));
        return entries;
    }

    /** Only an open keychain is believed that there is nothing. */
    private boolean requireUnlocked() throws VaultException {
        IntByReference state = new IntByReference();
        int status = interaction.silently(() -> security.SecKeychainGetStatus(null, state));
        if (status != OsStatus.SUCCESS) {
            throw OsStatus.failure(status, false);
        }
        if ((state.getValue() & UNLOCKED) == 0) {
            throw OsStatus.failure(OsStatus.INTERACTION_NOT_ALLOWED, true);
        }
        return true;
    }

    private void requireSuccess(int status) throws VaultException {
        if (status != OsStatus.SUCCESS) {
            throw OsStatus.failure(status, isLocked());
        }
    }

    private boolean isLocked() {
        IntByReference state = new IntByReference();
        int status = interaction.silently(() -> security.SecKeychainGetStatus(null, state));
        return status == OsStatus.SUCCESS && (state.getValue() & UNLOCKED) == 0;
    }
}
