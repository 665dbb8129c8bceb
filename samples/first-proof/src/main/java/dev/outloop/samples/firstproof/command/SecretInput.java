package dev.outloop.samples.firstproof.command;

import dev.outloop.samples.firstproof.command.CommandContext.HiddenPrompt;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads a secret that a person or a program hands over, and refuses what no broker would send. */
final class SecretInput {

    private static final int MIN_BYTES = 8;
    private static final int MAX_BYTES = 16 * 1024;

    private final CommandContext context;

    SecretInput(CommandContext context) {
        this.context = context;
    }

    /** The secret, which the caller closes. */
    Secret read() throws CommandFailure {
        HiddenPrompt person = context.prompt();
        byte[] value = person == null ? piped() : typed(person);
        try {
            requireFit(value);
            return Secret.copyOf(value);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    private byte[] piped() throws CommandFailure {
        byte[] bytes = new byte[MAX_BYTES + 3];
        try {
            int length = context.in().readNBytes(bytes, 0, bytes.length);
            int end = length > 0 && bytes[length - 1] == '\n' ? length - 1 : length;
            if (end < length && end > 0 && bytes[end - 1] == '\r') {
                end--;
            }
            if (end < length) {
                context.err().println("One line end was cut off at the end of the value.");
            }
            return Arrays.copyOf(bytes, end);
        } catch (IOException e) {
            throw CommandFailure.usage("The value cannot be read from standard input.");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] typed(HiddenPrompt person) throws CommandFailure {
        byte[] first = ask(person, "Value (not shown): ");
        byte[] second = {};
        boolean same = false;
        try {
            second = ask(person, "The same again: ");
            same = MessageDigest.isEqual(first, second);
        } finally {
            Arrays.fill(second, (byte) 0);
            if (!same) {
                Arrays.fill(first, (byte) 0);
            }
        }
        if (!same) {
            throw CommandFailure.usage("The two values differ; nothing was stored.");
        }
        return first;
    }

    private static byte[] ask(HiddenPrompt person, String question) throws CommandFailure {
        char[] characters = person.ask(question);
        if (characters == null) {
            throw CommandFailure.usage("No value was typed; nothing was stored.");
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        ByteBuffer out = ByteBuffer.allocate(3 * characters.length);
        try {
            if (encoder.encode(CharBuffer.wrap(characters), out, true).isError()) {
                throw CommandFailure.usage("The value is no text; nothing was stored.");
            }
            return Arrays.copyOf(out.array(), out.position());
        } finally {
            Arrays.fill(characters, '\0');
            Arrays.fill(out.array(), (byte) 0);
        }
    }

    private void requireFit(byte[] value) throws CommandFailure {
        if (value.length == 0) {
            throw CommandFailure.usage(
                    "The value is empty; nothing was stored. Pipe it into standard input, or run this"
                            + " on a terminal.");
        }
        if (value.length < MIN_BYTES || value.length > MAX_BYTES) {
            throw CommandFailure.usage("The value is shorter than " + MIN_BYTES + " or longer than " + MAX_BYTES
                    + " bytes, which a broker refuses to send; nothing was stored.");
        }
        if (hasUnusual(value)) {
            context.err()
                    .println(
                            "Warning: the value has control characters or is not ASCII; a broker refuses to send it in a"
                                    + " header.");
        }
    }

    private static boolean hasUnusual(byte[] value) {
        for (byte b : value) {
            if (b < ' ' || b == 0x7f) {
                return true;
            }
        }
        return false;
    }
}
