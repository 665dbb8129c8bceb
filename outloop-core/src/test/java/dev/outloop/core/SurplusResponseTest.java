package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two accesses to a service that sends a surplus response never see each other's bytes")
class SurplusResponseTest {

    /** The look for a surplus; and what is overwritten between responses would not be taken for one either. */
    private static final List<String> CHECKS = List.of(
            "dev.outloop.core.internal.dispatch.ServiceConnection#hasSurplus",
            "dev.outloop.core.internal.dispatch.WipedSocket#wipe");

    private static final String PRIVATE = "private to the other client";

    @Test
    void notAcrossAccesses() throws Exception {
        assertThat(answersFrom(new TwoClients(), true)).containsExactly("own", "own");
    }

    @Test
    void notWithinAnAccess() throws Exception {
        assertThat(answersFrom(new TwoClients(), false)).containsExactly("own", "own");
    }

    @Test
    @SuppressWarnings("unchecked")
    void withoutTheCheckTheSecondCallGetsTheSurplus() throws Exception {
        Twin twin = Twin.without(CHECKS, TwoClients.class.getName());
        Function<String, List<String>> twoClients = twin.newInstance(Function.class, TwoClients.class);
        assertThat(twin.call(() -> answersFrom(twoClients, false))).containsExactly("own", PRIVATE);
        twin.requireReached();
    }

    @Test
    @SuppressWarnings("unchecked")
    void thePartitionHoldsEvenWithoutTheCheck() throws Exception {
        Twin twin = Twin.without(CHECKS, TwoClients.class.getName());
        Function<String, List<String>> twoClients = twin.newInstance(Function.class, TwoClients.class);
        assertThat(twin.call(() -> answersFrom(twoClients, true))).containsExactly("own", "own");
    }

    private static List<String> answersFrom(Function<String, List<String>> calls, boolean acrossAccesses)
            throws Exception {
        try (LoopbackServer server = LoopbackServer.start()) {
            server.answer(Reply.status(200, "own").thenSurplus(Reply.status(200, PRIVATE)));
            return calls.apply(server.url() + (acrossAccesses ? " globex" : " acme"));
        }
    }
}
