package dev.outloop.backend.keychain.internal.macos;

import com.sun.jna.Pointer;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Owns CoreFoundation objects: each is released once when this closes, data overwritten before. One thread. */
final class CfScope implements AutoCloseable {

    private final Frameworks frameworks;
    private final CoreFoundation cf;
    private final Deque<Pointer> owned = new ArrayDeque<>();
    private final Deque<Pointer> secrets = new ArrayDeque<>();

    CfScope(Frameworks frameworks) {
        this.frameworks = frameworks;
        this.cf = frameworks.cf();
    }

    /** Takes over an object that was created or copied. */
    Pointer own(@Nullable Pointer object) throws VaultException {
        if (object == null) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "macOS has no memory for this");
        }
        owned.push(object);
        return object;
    }

    /** A string of ASCII characters. */
    Pointer string(String text) throws VaultException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return own(cf.CFStringCreateWithBytes(null, bytes, bytes.length, CoreFoundation.ASCII, (byte) 0));
    }

    /** Data with a copy of the bytes, overwritten when this closes. */
    Pointer data(byte[] bytes) throws VaultException {
        // Mutable data, because only its memory may be written to again; a capacity of 0 means that it may grow.
        Pointer data = own(cf.CFDataCreateMutable(null, 0));
        cf.CFDataSetLength(data, bytes.length);
        secrets.push(data);
        cf.CFDataGetMutableBytePtr(data).write(0, bytes, 0, bytes.length);
        return data;
    }

    /** A dictionary whose keys are constants of Security.framework; it retains its values. */
    Pointer dictionary(Map<String, Pointer> entries) throws VaultException {
        Pointer dictionary = own(cf.CFDictionaryCreateMutable(
                null,
                0,
                frameworks.structure("kCFTypeDictionaryKeyCallBacks"),
                frameworks.structure("kCFTypeDictionaryValueCallBacks")));
        entries.forEach((key, value) -> cf.CFDictionarySetValue(dictionary, frameworks.constant(key), value));
        return dictionary;
    }

    /** A copy of the bytes of data, which the caller overwrites; the data itself is overwritten when this closes. */
    byte[] bytes(Pointer data) throws VaultException {
        requireType(data, cf.CFDataGetTypeID());
        secrets.push(data);
        int length = Math.toIntExact(cf.CFDataGetLength(data));
        // An empty one may have no memory at all.
        return length == 0 ? new byte[0] : cf.CFDataGetBytePtr(data).getByteArray(0, length);
    }

    /** The characters of a string, or an empty text for what is not a string of ASCII characters. */
    String text(@Nullable Pointer string) {
        if (string == null || cf.CFGetTypeID(string) != cf.CFStringGetTypeID()) {
            return "";
        }
        byte[] buffer = new byte[Math.toIntExact(cf.CFStringGetLength(string)) + 1];
        boolean whole = cf.CFStringGetCString(string, buffer, buffer.length, CoreFoundation.ASCII) != 0;
        return whole ? new String(buffer, 0, buffer.length - 1, StandardCharsets.US_ASCII) : "";
    }

    void requireType(Pointer object, long type) throws VaultException {
        if (cf.CFGetTypeID(object) != type) {
            throw new VaultException(ErrorCode.VAULT_FAILED, "the keychain answered with another type of object");
        }
    }

    /**
     * The memory of data that was copied from the keychain is const in the header; it is a copy that this process alone
     * holds, so it is overwritten nevertheless.
     */
    private void overwrite(Pointer data) {
        long length = cf.CFDataGetLength(data);
        if (length > 0) {
            Objects.requireNonNull(cf.CFDataGetBytePtr(data)).clear(length);
        }
    }

    @Override
    public void close() {
        secrets.forEach(this::overwrite);
        owned.forEach(cf::CFRelease);
    }
}
