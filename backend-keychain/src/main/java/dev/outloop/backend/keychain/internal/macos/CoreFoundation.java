package dev.outloop.backend.keychain.internal.macos;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of CoreFoundation.framework that are used, as its headers declare them: {@code CFIndex} and
 * {@code CFTypeID} have 64 bits on every Mac that runs Java 17, {@code Boolean} has 8. What a function whose name has
 * {@code Create} or {@code Copy} gives is the caller's to release; what others give is not.
 */
interface CoreFoundation extends Library {

    /** {@code kCFStringEncodingASCII}. */
    int ASCII = 0x0600;

    @Nullable
    Pointer CFDictionaryCreateMutable(
            @Nullable Pointer allocator, long capacity, Pointer keyCallBacks, Pointer valueCallBacks);

    void CFDictionarySetValue(Pointer dictionary, Pointer key, Pointer value);

    @Nullable
    Pointer CFDictionaryGetValue(Pointer dictionary, Pointer key);

    @Nullable
    Pointer CFStringCreateWithBytes(
            @Nullable Pointer allocator, byte[] bytes, long numBytes, int encoding, byte isExternalRepresentation);

    long CFStringGetLength(Pointer string);

    byte CFStringGetCString(Pointer string, byte[] buffer, long bufferSize, int encoding);

    @Nullable
    Pointer CFDataCreateMutable(@Nullable Pointer allocator, long capacity);

    void CFDataSetLength(Pointer data, long length);

    Pointer CFDataGetMutableBytePtr(Pointer data);

    Pointer CFDataGetBytePtr(Pointer data);

    long CFDataGetLength(Pointer data);

    long CFArrayGetCount(Pointer array);

    Pointer CFArrayGetValueAtIndex(Pointer array, long index);

    long CFGetTypeID(Pointer object);

    long CFArrayGetTypeID();

    long CFDataGetTypeID();

    long CFDictionaryGetTypeID();

    long CFStringGetTypeID();

    void CFRelease(Pointer object);
}
