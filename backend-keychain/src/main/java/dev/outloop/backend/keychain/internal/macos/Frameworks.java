package dev.outloop.backend.keychain.internal.macos;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;

/** The two frameworks and their constants: the seam between what is called and what macOS does. Thread-safe. */
interface Frameworks {

    CoreFoundation cf();

    Security security();

    /** The object that a constant such as {@code kSecClass} refers to. */
    Pointer constant(String name);

    /** The address of a structure such as {@code kCFTypeDictionaryKeyCallBacks}. */
    Pointer structure(String name);

    /**
     * Those of this Mac.
     *
     * @throws VaultException with {@code VAULT_UNAVAILABLE} if they, or the native part of JNA, cannot be loaded
     */
    static Frameworks load() throws VaultException {
        try {
            CoreFoundation cf = Native.load("CoreFoundation", CoreFoundation.class);
            Security security = Native.load("Security", Security.class);
            return new Loaded(
                    cf, security, NativeLibrary.getInstance("CoreFoundation"), NativeLibrary.getInstance("Security"));
        } catch (LinkageError e) {
            throw new VaultException(
                    ErrorCode.VAULT_UNAVAILABLE,
                    "the keychain needs Security.framework of macOS and the native part of JNA (net.java.dev.jna:jna),"
                            + " and one of them cannot be loaded: let JNA unpack itself to a folder that may hold"
                            + " programs (system property jna.tmpdir)");
        }
    }

    /** Functions and symbols that the dynamic linker found. */
    record Loaded(CoreFoundation cf, Security security, NativeLibrary cfLibrary, NativeLibrary securityLibrary)
            implements Frameworks {

        @Override
        public Pointer constant(String name) {
            return structure(name).getPointer(0);
        }

        @Override
        public Pointer structure(String name) {
            NativeLibrary library = name.startsWith("kSec") ? securityLibrary : cfLibrary;
            return library.getGlobalVariableAddress(name);
        }
    }
}
