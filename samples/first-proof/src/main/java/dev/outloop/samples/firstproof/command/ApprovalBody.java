package dev.outloop.samples.firstproof.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A body that a person is shown: as text where it is UTF-8, whatever is in it, as bytes where it is not. */
final class ApprovalBody {

    private static final int FIRST_BYTES = 64;

    private ApprovalBody() {}

    /** The text, if the bytes are text. */
    static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Lines that a person reads; a mark before each tells them from what is not of the body. */
    static List<String> lines(byte[] body) {
        return text(body).map(ApprovalBody::marked).orElseGet(() -> bytes(body));
    }

    private static List<String> marked(String text) {
        return Arrays.stream(text.split("\n", -1))
                .map(line -> "  | " + PlainText.line(line))
                .toList();
    }

    private static List<String> bytes(byte[] body) {
        int shown = Math.min(FIRST_BYTES, body.length);
        String hex = HexFormat.ofDelimiter(" ").formatHex(body, 0, shown);
        return shown == body.length
                ? List.of("  not UTF-8; in hex: " + hex)
                : List.of(
                        "  not UTF-8; its first " + shown + " bytes in hex: " + hex,
                        "  ! NOT SHOWN WHOLE: --json has all of it, in base64");
    }
}
