package dev.outloop.core.internal.vault;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of an answer, with the place it stands at. */
final class AnswerJson implements VaultJson {

    /** What fits a line. */
    private static final int MAX_PLACE_CHARS = 200;

    private final String vaultName;
    private final String place;
    private final AnswerBytes bytes;
    private final @Nullable Object value;

    /** @param value {@code Map}, {@code List}, {@link Text}, {@code Long}, {@code Boolean}, {@link Other} or null */
    AnswerJson(String vaultName, String place, AnswerBytes bytes, @Nullable Object value) {
        this.vaultName = vaultName;
        this.place = place;
        this.bytes = bytes;
        this.value = value;
    }

    /**
     * A string in the answer.
     *
     * @param quote where its opening quote is
     */
    record Text(int quote) {}

    /** A number that is not whole, or too large. */
    record Other() {}

    @Override
    public boolean isNull() {
        return value == null;
    }

    @Override
    public boolean isText() {
        return value instanceof Text;
    }

    @Override
    public Optional<VaultJson> find(String name) throws VaultException {
        return Optional.ofNullable(object().get(name)).map(member -> at(name, member));
    }

    @Override
    public VaultJson member(String name) throws VaultException {
        Map<String, @Nullable Object> members = object();
        if (!members.containsKey(name)) {
            throw drift("the member '" + name + "'");
        }
        return at(name, members.get(name));
    }

    @Override
    public Map<String, VaultJson> members() throws VaultException {
        Map<String, VaultJson> members = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> member : object().entrySet()) {
            // A name that nobody asked for is content, and a message has none.
            members.put(member.getKey(), at(String.valueOf(members.size()), member.getValue()));
        }
        return Collections.unmodifiableMap(members);
    }

    @Override
    public List<VaultJson> items() throws VaultException {
        if (!(value instanceof List<?> list)) {
            throw drift("an array");
        }
        List<VaultJson> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(at(String.valueOf(items.size()), item));
        }
        return Collections.unmodifiableList(items);
    }

    @Override
    public String text() throws VaultException {
        byte[] content = content();
        try {
            return new String(content, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    @Override
    public Secret secret() throws VaultException {
        byte[] content = content();
        try {
            return Secret.copyOf(content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    @Override
    public long number() throws VaultException {
        if (value instanceof Long number) {
            return number;
        }
        throw drift("a whole number");
    }

    @Override
    public boolean flag() throws VaultException {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw drift("true or false");
    }

    /** The place alone. */
    @Override
    public String toString() {
        return "VaultJson[" + place + "]";
    }

    @SuppressWarnings("unchecked") // AnswerReader makes no others
    private Map<String, @Nullable Object> object() throws VaultException {
        if (value instanceof Map) {
            return (Map<String, @Nullable Object>) value;
        }
        throw drift("an object");
    }

    private VaultJson at(String name, @Nullable Object inner) {
        String full = place.isEmpty() ? name : place + "." + name;
        return new AnswerJson(
                vaultName,
                full.length() <= MAX_PLACE_CHARS ? full : full.substring(0, MAX_PLACE_CHARS) + "…",
                bytes,
                inner);
    }

    private byte[] content() throws VaultException {
        if (!(value instanceof Text text)) {
            throw drift("a string");
        }
        try {
            return bytes.string(text.quote());
        } catch (IllegalArgumentException e) {
            throw drift("a string of whole characters");
        }
    }

    private VaultException drift(String expected) {
        return new VaultException(
                ErrorCode.VAULT_FAILED,
                "The vault " + vaultName + " answered without " + expected + (place.isEmpty() ? "" : " at " + place)
                        + "; see whether its version is supported.");
    }
}
