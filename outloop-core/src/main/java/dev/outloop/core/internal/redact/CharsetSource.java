package dev.outloop.core.internal.redact;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Turns a body of another charset into UTF-8, strictly: what is malformed or has no mapping ends it. */
final class CharsetSource implements ByteSink {

    private static final int CHUNK = 2048;

    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteSink next;
    private final ByteBuffer input = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK).flip();
    private final ByteBuffer output = ByteBuffer.allocate(CHUNK * 3 + 16);

    CharsetSource(Charset charset, ByteSink next) {
        this.decoder = charset.newDecoder();
        this.next = next;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            input.compact();
            int count = Math.min(end - at, input.remaining());
            input.put(bytes, at, count).flip();
            at += count;
            convert(false);
        }
    }

    @Override
    public void end() throws Withheld {
        convert(true);
        chars.compact();
        decoder.flush(chars);
        chars.flip();
        encode(true);
        next.end();
    }

    private void convert(boolean last) throws Withheld {
        CoderResult result;
        do {
            chars.compact();
            result = decoder.decode(input, chars, last);
            requireWellFormed(result);
            chars.flip();
            encode(false);
        } while (result.isOverflow());
    }

    private void encode(boolean last) throws Withheld {
        requireWellFormed(encoder.encode(chars, output, last));
        output.flip();
        if (output.hasRemaining()) {
            byte[] bytes = output.array();
            next.write(bytes, output.arrayOffset(), output.limit());
        }
        output.clear();
    }

    private static void requireWellFormed(CoderResult result) throws Withheld {
        if (result.isError()) {
            throw Withheld.because("the response is not text of the charset that it declares, so it is kept back");
        }
    }
}
