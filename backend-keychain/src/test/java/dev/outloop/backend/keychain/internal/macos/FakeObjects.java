package dev.outloop.backend.keychain.internal.macos;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CoreFoundation's objects with its rules of ownership: counted, freed at zero, containers retain what they hold, and
 * every use of what is not there is an error. The bytes of data are in native memory, as on a Mac.
 */
class FakeObjects implements CoreFoundation {

    static final long STRING = 7;
    static final long DATA = 20;
    static final long ARRAY = 19;
    static final long DICTIONARY = 18;
    static final long BOOLEAN = 21;

    private static final class Thing {
        final Memory handle = new Memory(8);
        final long type;
        final Object content;
        int count = 1;

        Thing(long type, Object content) {
            this.type = type;
            this.content = content;
        }
    }

    /** The bytes of data; growing moves them, as it may on a Mac. */
    private static final class Bytes {
        Memory memory = new Memory(1);
        int length;
    }

    private final Map<Pointer, Thing> things = new HashMap<>();
    private final Map<String, Thing> constants = new HashMap<>();
    private final List<byte[]> freedData = new ArrayList<>();

    synchronized Pointer constantOf(String name) {
        long type = name.startsWith("kCFBoolean") ? BOOLEAN : STRING;
        return constants.computeIfAbsent(name, key -> new Thing(type, key)).handle;
    }

    synchronized String nameOf(Pointer pointer) {
        return (String) thing(pointer).content;
    }

    /** What is left of things that were created and not released. */
    synchronized int left() {
        return things.size();
    }

    /** What the memory of data held when it was freed. */
    synchronized List<byte[]> freedData() {
        return List.copyOf(freedData);
    }

    private Thing thing(Pointer pointer) {
        for (Thing constant : constants.values()) {
            if (constant.handle.equals(pointer)) {
                return constant;
            }
        }
        Thing thing = things.get(pointer);
        if (thing == null) {
            throw new AssertionError("an object is used that is not there, or no longer");
        }
        return thing;
    }

    private Thing thing(Pointer pointer, long type) {
        Thing thing = thing(pointer);
        if (thing.type != type) {
            throw new AssertionError("an object of type " + thing.type + " is used as one of type " + type);
        }
        return thing;
    }

    synchronized Pointer create(long type, Object content) {
        Thing thing = new Thing(type, content);
        things.put(thing.handle, thing);
        return thing.handle;
    }

    Pointer createString(String text) {
        return create(STRING, text);
    }

    synchronized Pointer createData(byte[] bytes) {
        Pointer data = create(DATA, new Bytes());
        CFDataSetLength(data, bytes.length);
        bytes(data).memory.write(0, bytes, 0, bytes.length);
        return data;
    }

    Pointer createArray(List<Pointer> owned) {
        return create(ARRAY, owned);
    }

    synchronized byte[] dataOf(Pointer data) {
        return bytes(data).memory.getByteArray(0, bytes(data).length);
    }

    private Bytes bytes(Pointer data) {
        return (Bytes) thing(data, DATA).content;
    }

    @SuppressWarnings("unchecked")
    synchronized Map<Pointer, Pointer> dictionary(Pointer dictionary) {
        return (Map<Pointer, Pointer>) thing(dictionary, DICTIONARY).content;
    }

    @SuppressWarnings("unchecked")
    private List<Pointer> array(Pointer array) {
        return (List<Pointer>) thing(array, ARRAY).content;
    }

    @Override
    public Pointer CFDictionaryCreateMutable(Pointer allocator, long capacity, Pointer keys, Pointer values) {
        if (!nameOf(keys).equals("kCFTypeDictionaryKeyCallBacks")
                || !nameOf(values).equals("kCFTypeDictionaryValueCallBacks")) {
            throw new AssertionError("a dictionary that does not retain what it holds");
        }
        return create(DICTIONARY, new LinkedHashMap<Pointer, Pointer>());
    }

    @Override
    public synchronized void CFDictionarySetValue(Pointer dictionary, Pointer key, Pointer value) {
        thing(key);
        thing(value).count++;
        dictionary(dictionary).put(key, value);
    }

    @Override
    public synchronized Pointer CFDictionaryGetValue(Pointer dictionary, Pointer key) {
        return dictionary(dictionary).get(key);
    }

    @Override
    public Pointer CFStringCreateWithBytes(Pointer allocator, byte[] bytes, long length, int encoding, byte external) {
        if (encoding != ASCII || length != bytes.length) {
            throw new AssertionError("a string that is not ASCII");
        }
        return createString(new String(bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public synchronized long CFStringGetLength(Pointer string) {
        thing(string, STRING);
        return nameOf(string).length();
    }

    @Override
    public synchronized byte CFStringGetCString(Pointer string, byte[] buffer, long size, int encoding) {
        String text = nameOf(string);
        if (size < text.length() + 1 || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            return 0;
        }
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, buffer, 0, text.length());
        buffer[text.length()] = 0;
        return 1;
    }

    @Override
    public Pointer CFDataCreateMutable(Pointer allocator, long capacity) {
        return create(DATA, new Bytes());
    }

    @Override
    public synchronized void CFDataSetLength(Pointer data, long length) {
        bytes(data).memory = new Memory(Math.max(1, length));
        bytes(data).length = (int) length;
    }

    @Override
    public synchronized Pointer CFDataGetMutableBytePtr(Pointer data) {
        return bytes(data).memory;
    }

    @Override
    public synchronized Pointer CFDataGetBytePtr(Pointer data) {
        return bytes(data).memory;
    }

    @Override
    public synchronized long CFDataGetLength(Pointer data) {
        return bytes(data).length;
    }

    @Override
    public synchronized long CFArrayGetCount(Pointer array) {
        return array(array).size();
    }

    @Override
    public synchronized Pointer CFArrayGetValueAtIndex(Pointer array, long index) {
        return array(array).get((int) index);
    }

    @Override
    public synchronized long CFGetTypeID(Pointer object) {
        return thing(object).type;
    }

    @Override
    public long CFArrayGetTypeID() {
        return ARRAY;
    }

    @Override
    public long CFDataGetTypeID() {
        return DATA;
    }

    @Override
    public long CFDictionaryGetTypeID() {
        return DICTIONARY;
    }

    @Override
    public long CFStringGetTypeID() {
        return STRING;
    }

    @Override
    public synchronized void CFRelease(Pointer object) {
        Thing thing = thing(object);
        if (constants.containsValue(thing) || --thing.count > 0) {
            return;
        }
        things.remove(object);
        if (thing.type == DATA) {
            Bytes bytes = (Bytes) thing.content;
            freedData.add(bytes.memory.getByteArray(0, bytes.length));
        } else if (thing.type == DICTIONARY) {
            ((Map<?, ?>) thing.content).values().forEach(value -> CFRelease((Pointer) value));
        } else if (thing.type == ARRAY) {
            ((List<?>) thing.content).forEach(value -> CFRelease((Pointer) value));
        }
    }
}
