package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.approve.LoggedApprovals;
import dev.outloop.core.internal.state.MemoryLog;
import dev.outloop.core.internal.state.StateFolder;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.spi.LimitStore;
import dev.outloop.testkit.fake.InMemoryLimitStore;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Stores that a host gives")
class GivenStoresTest {

    @TempDir
    private Path directory;

    private final AtomicInteger limitsClosed = new AtomicInteger();
    private final AtomicInteger approvalsClosed = new AtomicInteger();
    private boolean limitsThrow;
    private boolean approvalsFail;

    @Test
    void areClosedOnceIfTheBrokerDoesNotStart() throws Exception {
        assertThatThrownBy(() -> builder("").build()).hasMessageContaining("No trail to write to");
        assertThat(limitsClosed).hasValue(1);
        assertThat(approvalsClosed).hasValue(1);
    }

    @Test
    void areClosedOnceIfTheStateCannotBeOpened() throws Exception {
        Files.writeString(directory.resolve("taken"), "a file");
        OutloopBroker.Builder builder = builder("state: { path: taken }\n").auditSink(RecordingAuditSink.create());
        assertThatThrownBy(builder::build).hasMessageContaining("The state of the broker cannot be opened");
        assertThat(limitsClosed).hasValue(1);
        assertThat(approvalsClosed).hasValue(1);
    }

    @Test
    void areClosedOnceWithTheirBroker() throws Exception {
        builder("").auditSink(RecordingAuditSink.create()).build().close();
        assertThat(limitsClosed).hasValue(1);
        assertThat(approvalsClosed).hasValue(1);
    }

    @Test
    void areClosedAlsoIfAnotherThrows() throws Exception {
        limitsThrow = true;
        OutloopBroker broker =
                builder("").auditSink(RecordingAuditSink.create()).build();
        assertThatThrownBy(broker::close).hasMessage("of the store");
        assertThat(limitsClosed).hasValue(1);
        assertThat(approvalsClosed).hasValue(1);
    }

    @Test
    void keepNoFolderLockedByThrowingOnTheWayBack() throws Exception {
        limitsThrow = true;
        assertThatThrownBy(() -> builder("state: { path: state }\n").build())
                .hasMessageContaining("No trail to write to");
        assertThat(limitsClosed).hasValue(1);
        StateFolder.open(directory.resolve("state")).close();
    }

    @Test
    void areNamedBesideTheTrailWhenTheyKeepABrokerFromStarting() throws Exception {
        approvalsFail = true;
        OutloopBroker.Builder builder = builder("").auditSink(RecordingAuditSink.create());
        assertThatThrownBy(builder::build).isInstanceOf(StartException.class).hasMessageContaining("or the state");
        assertThat(approvalsClosed).hasValue(1);
    }

    private OutloopBroker.Builder builder(String more) throws Exception {
        return OutloopBroker.builder()
                .config(BrokerConfig.parse("version: 1\n" + more, directory))
                .limitStore(counting(LimitStore.class, InMemoryLimitStore.create(), limitsClosed))
                .approvalStore(counting(ApprovalStore.class, LoggedApprovals.open(new MemoryLog()), approvalsClosed));
    }

    private <T> T counting(Class<T> type, T store, AtomicInteger closed) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("equals")) {
                return proxy == args[0];
            }
            if (method.getName().equals("close")) {
                closed.incrementAndGet();
                if (limitsThrow && type == LimitStore.class) {
                    throw new IllegalStateException("of the store");
                }
            }
            if (method.getName().equals("keepOnly") && approvalsFail) {
                throw new IOException("disk full");
            }
            try {
                return method.invoke(store, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
