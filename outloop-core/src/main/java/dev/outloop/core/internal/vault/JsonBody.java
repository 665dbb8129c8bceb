package dev.outloop.core.internal.vault;

import dev.outloop.core.internal.dispatch.WipedBuffer;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of strings (RFC 8259, section 7), some of them secrets, as bytes that can be overwritten. */
final class JsonBody {

    private static final String HEX = "0123456789abcdef";

    private JsonBody() {}

    /**
     * The object, which the caller overwrites; null without members.
     *
     * @throws VaultException {@code SECRET_UNFIT} if a secret is not UTF-8, {@code VAULT_FAILED} if a text has half a
     *     character
     * @throws IllegalStateException if a secret is closed
     */
    static byte @Nullable [] of(String vaultName, Map<String, Object> members) throws VaultException {
        if (members.isEmpty()) {
            return null;
        }
        try (WipedBuffer out = new WipedBuffer(512)) {
            byte separator = '{';
            for (Map.Entry<String, Object> member : members.entrySet()) {
                out.add(separator);
                quoted(out, text(vaultName, member.getKey()));
                out.add((byte) ':');
                quoted(out, bytes(vaultName, member.getValue()));
                separator = ',';
            }
            out.add((byte) '}');
            return out.toByteArray();
        }
    }

    private static byte[] bytes(String vaultName, Object value) throws VaultException {
        if (!(value instanceof Secret secret)) {
            return text(vaultName, value.toString());
        }
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        if (Utf8.isValid(bytes)) {
            return bytes;
        }
        Arrays.fill(bytes, (byte) 0);
        throw PortFailures.unfit(vaultName);
    }

    private static byte[] text(String vaultName, String text) throws VaultException {
        if (!Utf8.isWhole(text)) {
            throw PortRequest.unfit(vaultName);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Overwrites the bytes. */
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
        Arrays.fill(utf8, (byte) 0);
    }
}
