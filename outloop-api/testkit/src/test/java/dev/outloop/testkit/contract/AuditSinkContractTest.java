package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditSinkContractTest {

    static class Good implements AuditSinkContract {
        private RecordingAuditSink current = RecordingAuditSink.create();

        @Override
        public AuditSink open(Path directory) {
            current = current.reopen();
            return change(current);
        }

        @Override
        public List<Long> stored(Path directory) {
            return new ArrayList<>(
                    current.durable().stream().map(AuditRecord::sequence).toList());
        }

        AuditSink change(RecordingAuditSink good) {
            return good;
        }
    }

    static class Passing implements AuditSink {
        final RecordingAuditSink good;

        Passing(RecordingAuditSink good) {
            this.good = good;
        }

        @Override
        public Ticket append(AuditRecord record) throws IOException {
            return good.append(record);
        }

        @Override
        public long lastSequence() {
            return good.lastSequence();
        }

        @Override
        public void close() throws IOException {
            good.close();
        }
    }

    static class Disorderly extends Good {
        @Override
        public List<Long> stored(Path directory) {
            List<Long> stored = super.stored(directory);
            Collections.reverse(stored);
            return stored;
        }
    }

    static class NeverSyncs extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                @Override
                public Ticket append(AuditRecord record) throws IOException {
                    good.append(record);
                    return () -> {};
                }
            };
        }
    }

    static class SyncsOnce extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                @Override
                public Ticket append(AuditRecord record) throws IOException {
                    Ticket ticket = good.append(record);
                    boolean[] used = {false};
                    return () -> {
                        if (used[0]) {
                            throw new IOException("awaited before");
                        }
                        used[0] = true;
                        ticket.await();
                    };
                }
            };
        }
    }

    static class ForgetsItsNumber extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                @Override
                public long lastSequence() {
                    return 0;
                }
            };
        }
    }

    static class ThrowsOnSecondClose extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                private boolean closed;

                @Override
                public void close() throws IOException {
                    if (closed) {
                        throw new IOException("closed");
                    }
                    closed = true;
                    super.close();
                }
            };
        }
    }

    static class DropsAfterClose extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                private boolean closed;

                @Override
                public Ticket append(AuditRecord record) throws IOException {
                    return closed ? () -> {} : good.append(record);
                }

                @Override
                public void close() throws IOException {
                    closed = true;
                    super.close();
                }
            };
        }
    }

    static class Telling extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                @Override
                public Ticket append(AuditRecord record) throws IOException {
                    try {
                        return good.append(record);
                    } catch (IOException e) {
                        IOException told = new IOException("not written");
                        told.addSuppressed(new IOException(StandardCharsets.US_ASCII
                                .decode(record.encoded())
                                .toString()));
                        throw told;
                    }
                }
            };
        }
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments(Disorderly.class, "keepsTheOrder"),
                arguments(NeverSyncs.class, "awaitedIsStored"),
                arguments(NeverSyncs.class, "ticketsAreIndependent"),
                arguments(SyncsOnce.class, "awaitedIsStored"),
                arguments(ForgetsItsNumber.class, "goesOnAfterReopening"),
                arguments(ThrowsOnSecondClose.class, "failsAfterClose"),
                arguments(DropsAfterClose.class, "failsAfterClose"),
                arguments(Telling.class, "recordsAreNotTold"));
    }

    @Test
    void goodSinkPasses() {
        assertThat(ContractRun.failures(Good.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badSinkFails(Class<?> implementation, String test) {
        assertThat(ContractRun.failures(implementation)).contains(test);
    }
}
