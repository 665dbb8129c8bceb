package dev.outloop.core.internal.vault;

import dev.outloop.core.internal.dispatch.WipedBuffer;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of strings (RFC 8259, section 7), some of them secrets, as bytes that can be overwritten. */
final class JsonBody {

    private static final String HEX = "0123456789abcdef";

    private JsonBody() {}

    /** The object, which the caller overwrites; null without members. */
    static byte @Nullable [] of(Map<String, Object> members) {
        if (members.isEmpty()) {
            return null;
        }
        try (WipedBuffer out = new WipedBuffer(512)) {
            byte separator = '{';
            for (Map.Entry<String, Object> member : members.entrySet()) {
                out.add(separator);
                quoted(out, member.getKey().getBytes(StandardCharsets.UTF_8));
                out.add((byte) ':');
                byte[] value = bytes(member.getValue());
                quoted(out, value);
                Arrays.fill(value, (byte) 0);
                separator = ',';
            }
            out.add((byte) '}');
            return out.toByteArray();
        }
    }

    private static byte[] bytes(Object value) {
        return value instanceof Secret secret
                ? secret.toByteArray(InsecureSecretAccess.get())
                : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void quoted(WipedBuffer out, byte[] utf8) {
        out.add((byte) '"');
        for (byte b : utf8) {
            if (b == '"' || b == '\\') {
                out.add((byte) '\\');
                out.add(b);
            } else if (b >= 0 && b < ' ') {
                out.ascii("\\u00");
                out.add((byte) HEX.charAt(b >> 4));
                out.add((byte) HEX.charAt(b & 0xf));
            } else {
                out.add(b);
            }
        }
        out.add((byte) '"');
    }
}
