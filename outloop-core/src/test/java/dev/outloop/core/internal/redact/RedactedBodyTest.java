package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class RedactedBodyTest {

    private final ByteQueue released = new ByteQueue();

    @Test
    void singleBytesAreReadUnsigned() throws Exception {
        InputStream body = body(new ByteArrayInputStream(new byte[] {0, (byte) 0x80, (byte) 0xff, 'a'}));
        assertThat(new int[] {body.read(), body.read(), body.read(), body.read(), body.read(), body.read()})
                .containsExactly(0, 0x80, 0xff, 'a', -1, -1);
    }

    @Test
    void readingNothingDrawsNothing() throws Exception {
        InputStream body = body(new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("drawn");
            }
        });
        assertThat(body.read(new byte[0])).isZero();
        assertThat(body.read(new byte[5], 5, 0)).isZero();
    }

    @Test
    void tellsWhatIsThereUntilItIsClosed() throws Exception {
        InputStream body = body(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThat(body.available()).isZero();
        assertThat(body.read()).isEqualTo(1);
        assertThat(body.available()).isEqualTo(2);
        body.close();
        assertThat(body.available()).isZero();
        assertThatThrownBy(body::read).hasMessage("the response is closed");
    }

    @Test
    void aReadOfTheWireThatGivesNothingIsNotTheEnd() throws Exception {
        InputStream body = body(new InputStream() {
            private int reads;

            @Override
            public int read() {
                throw new AssertionError("read in pieces");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                target[offset] = 'a';
                return switch (reads++) {
                    case 0 -> 0;
                    case 1 -> 1;
                    default -> -1;
                };
            }
        });
        assertThat(body.read()).isEqualTo('a');
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void saysWhyItEndedEarly() {
        InputStream body = body(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(body::read)
                    .hasMessage("UPSTREAM_BROKEN: the exchange ended before the response did")
                    .hasNoCause();
        }
    }

    @Test
    void boundsAreThoseOfTheArray() {
        InputStream body = body(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> body.read(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private RedactedBody body(InputStream wire) {
        return new RedactedBody(wire, released, released, () -> ErrorCode.UPSTREAM_BROKEN);
    }
}
