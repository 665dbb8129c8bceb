package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.Exposure;
import dev.outloop.core.internal.dispatch.RawCanary;
import dev.outloop.core.internal.dispatch.RawResponse;
import dev.outloop.core.internal.lease.LeasedAction;
import dev.outloop.core.internal.lease.LeasedCanary;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stage takes from the call that a response answers. */
class AnsweredCallTest {

    private static final String CANARY = "canary/7f3a+9c2e=";
    private static final String DERIVED = "derived/5d1b+0e8f=";

    private final SecretRegistry registry =
            new SecretRegistry(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ofHours(1));
    private final Redact stage = new Redact(registry, null, List.of());
    private LeasedAction leased;

    @BeforeEach
    void lease() throws Exception {
        leased = LeasedCanary.of("call-1", CANARY);
    }

    @AfterEach
    void giveBack() {
        leased.close();
        registry.close();
    }

    @Test
    void theCheckerLooksForWhatWasLeasedAndWhatWasDerivedThoughRedactionKnowsNeither() throws Exception {
        try (RedactedResponse response = stage.open(answer("nothing"))) {
            assertThat(response.body().readAllBytes()).isEqualTo(Exchange.utf8("nothing"));
            assertThat(response.exposure()).isEqualTo(Exposure.NONE_FOUND);
        }
        for (String value : List.of(CANARY, DERIVED)) {
            try (RedactedResponse response = stage.open(answer("<" + value + ">"), List.of(Exchange.secret(DERIVED)))) {
                assertThatThrownBy(() -> response.body().readAllBytes()).hasMessageStartingWith("RESPONSE_WITHHELD");
                assertThat(response.exposure()).isEqualTo(Exposure.WITHHELD);
            }
        }
        try (RedactedResponse response = stage.open(answer(DERIVED))) {
            assertThat(response.body().readAllBytes()).isEqualTo(Exchange.utf8(DERIVED));
        }
    }

    @Test
    void aBrokenBodyTellsWhyTheCallEnded() throws Exception {
        try (RedactedResponse response = stage.open(RawCanary.answer(leased, broken()))) {
            assertThatThrownBy(() -> response.body().read()).hasMessageStartingWith("UPSTREAM_BROKEN");
        }
        leased.admitted().scope().stop(ErrorCode.CANCELLED);
        try (RedactedResponse response = stage.open(RawCanary.answer(leased, broken()))) {
            assertThatThrownBy(() -> response.body().read()).hasMessageStartingWith("CANCELLED");
        }
    }

    private RawResponse answer(String body) {
        return RawCanary.answer(leased, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
    }
}
