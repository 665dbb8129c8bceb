package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseEndTest {

    private final List<String> seen = new ArrayList<>();

    @Test
    void closingAResponseClosesItsScannersOnce() throws Exception {
        RedactedResponse response = Exchange.holding("a-secret-value")
                .header("Content-Type", "Text/Plain; charset=utf-8")
                .redactor(recording())
                .open(new ByteArrayInputStream(new byte[0]));
        seen.clear();
        response.close();
        response.close();
        assertThat(seen).containsExactly("closed");
    }

    @Test
    void redactorsAreToldTheMediaTypeInLowerCase() throws Exception {
        Exchange.holding("a-secret-value")
                .header("Content-Type", "Text/Plain; charset=utf-8")
                .redactor(recording())
                .run(new byte[0]);
        assertThat(seen).contains("text/plain");
    }

    @Test
    void whatFailsToCloseDoesNotKeepTheOthersOpen() {
        Opened.closeAll(List.of(
                () -> seen.add("first"),
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> seen.add("last")));
        assertThat(seen).containsExactly("first", "last");
    }

    private Redactor recording() {
        return new Redactor() {
            @Override
            public int maxPendingBytes() {
                return 0;
            }

            @Override
            public Scanner open(ResponseContext context) {
                seen.add(context.mediaType());
                return new Scanner() {
                    @Override
                    public int scan(ByteBuffer utf8, boolean last, Spans out) {
                        return utf8.remaining();
                    }

                    @Override
                    public void close() {
                        seen.add("closed");
                    }
                };
            }
        };
    }
}
