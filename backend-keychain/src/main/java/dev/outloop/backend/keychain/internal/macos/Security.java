package dev.outloop.backend.keychain.internal.macos;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.ByteByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/** The functions of Security.framework that are used, as its headers declare them; each returns an {@code OSStatus}. */
interface Security extends Library {

    int SecItemCopyMatching(Pointer query, PointerByReference result);

    int SecItemAdd(Pointer attributes, @Nullable PointerByReference result);

    int SecItemUpdate(Pointer query, Pointer attributesToUpdate);

    int SecItemDelete(Pointer query);

    int SecKeychainGetStatus(@Nullable Pointer keychain, IntByReference status);

    int SecKeychainGetUserInteractionAllowed(ByteByReference state);

    int SecKeychainSetUserInteractionAllowed(byte state);
}
