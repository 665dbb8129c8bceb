package dev.outloop.core.internal.approve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.state.StateFolder;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.testkit.contract.ApprovalStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The embedded store of approvals")
class LoggedApprovalsTest implements ApprovalStoreContract {

    private final Map<Path, ForgetfulLog> logs = new HashMap<>();

    @Override
    public ApprovalStore open(Path directory) throws Exception {
        return LoggedApprovals.open(logs.computeIfAbsent(directory, any -> new ForgetfulLog()));
    }

    @Test
    void aLogThatIsCompactedSaysTheSame() throws Exception {
        ForgetfulLog log = new ForgetfulLog();
        ApprovalTerms often = ApprovalTerms.once().times(1000, Duration.ofHours(1));
        try (LoggedApprovals store = LoggedApprovals.open(log)) {
            Asked.approved(store, "kept", often);
            store.ask(Asked.request("no", "refused", ApprovalTerms.once()));
            store.decide("no", false, "never", Asked.START);
            Asked.approved(store, "first", ApprovalTerms.once().forFirstUse());
            store.claim(Asked.claim("first", "first use"));
            for (int i = 0; i < 700; i++) {
                store.claim(Asked.claim("kept", null));
            }
        }
        assertThat(log.size()).isLessThan(300);
        try (LoggedApprovals again = LoggedApprovals.open(log)) {
            assertThat(again.look(Asked.claim("kept", null)).orElseThrow().used())
                    .isEqualTo(700);
            assertThat(again.look(Asked.claim("refused", null)).orElseThrow().note())
                    .contains("never");
            assertThat(again.look(Asked.claim("other", "first use"))).isPresent();
        }
    }

    @Test
    void theLogStaysBoundedWhileRequestsComeAndGo() throws Exception {
        ForgetfulLog log = new ForgetfulLog();
        try (LoggedApprovals store = LoggedApprovals.open(log)) {
            for (int i = 0; i < 1000; i++) {
                Asked.approved(store, "f" + i, ApprovalTerms.once());
                assertThat(store.claim(Asked.claim("f" + i, null))).isPresent();
            }
        }
        assertThat(log.size()).isLessThan(300);
    }

    @Test
    void ofOneCallerOnlySoManyBytesAreKept() throws Exception {
        try (LoggedApprovals store = LoggedApprovals.open(new ForgetfulLog())) {
            int asked = 0;
            while (store.ask(Asked.request("id" + asked, "f" + asked, new byte[1_000_000]))
                    .isPresent()) {
                asked++;
            }
            assertThat(asked).isEqualTo(4);
        }
    }

    @Test
    void theLargestBodyThatAPersonIsShownIsKeptOnDisk(@TempDir Path directory) throws Exception {
        byte[] body = new byte[1024 * 1024];
        try (StateFolder folder = StateFolder.open(directory.resolve("state"));
                LoggedApprovals store = LoggedApprovals.open(folder.log("approvals"))) {
            assertThat(store.ask(Asked.request("large", "f", body))).isPresent();
        }
        try (StateFolder folder = StateFolder.open(directory.resolve("state"));
                LoggedApprovals again = LoggedApprovals.open(folder.log("approvals"))) {
            assertThat(again.open(Asked.START).get(0).request().body()).contains(body);
        }
    }

    @Test
    void aDamagedLogIsNotRead() {
        for (String line :
                List.of("", "{", "{\"t\":\"later\"}", "{\"t\":\"asked\",\"id\":\"x\"}", "{\"t\":\"used\"}")) {
            ForgetfulLog log = new ForgetfulLog();
            log.replace(List.of(line));
            assertThatThrownBy(() -> LoggedApprovals.open(log))
                    .as(line)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void aUseThatCannotBeKeptIsMadeAllTheSame() throws Exception {
        for (ForgetfulLog.Failure failure : ForgetfulLog.Failure.values()) {
            ForgetfulLog log = new ForgetfulLog();
            try (LoggedApprovals store = LoggedApprovals.open(log)) {
                Asked.approved(store, "f", ApprovalTerms.once());
                log.fail(failure);
                if (failure != ForgetfulLog.Failure.NONE) {
                    assertThatThrownBy(() -> store.claim(Asked.claim("f", null)))
                            .isInstanceOf(IOException.class);
                } else {
                    assertThat(store.claim(Asked.claim("f", null))).isPresent();
                }
                assertThat(store.claim(Asked.claim("f", null)))
                        .as("%s", failure)
                        .isEmpty();
            }
        }
    }

    @Test
    void anAnswerThatCannotBeKeptDoesNotCount() throws Exception {
        ForgetfulLog log = new ForgetfulLog();
        try (LoggedApprovals store = LoggedApprovals.open(log)) {
            store.ask(Asked.request("id", "f", ApprovalTerms.once()));
            log.fail(ForgetfulLog.Failure.FORCE_KEPT);
            assertThatThrownBy(() -> store.decide("id", true, null, Asked.START))
                    .isInstanceOf(IOException.class);
            assertThat(store.claim(Asked.claim("f", null))).isEmpty();
            assertThat(store.decide("id", false, null, Asked.START)).isPresent();
        }
        try (LoggedApprovals again = LoggedApprovals.open(log)) {
            assertThat(again.claim(Asked.claim("f", null)).orElseThrow().state())
                    .isEqualTo(Approval.State.REJECTED);
        }
    }
}
