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
import java.util.stream.LongStream;
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

        @Override
        public boolean readsBack() {
            return true;
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
        public List<AuditRecord> unfinished() {
            return good.unfinished();
        }

        @Override
        public void renew() throws IOException {
            good.renew();
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

    static class CannotRenew extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            good.renewable(false);
            return good;
        }
    }

    static class WantsEveryNumber extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                private long last = good.lastSequence();

                @Override
                public Ticket append(AuditRecord record) throws IOException {
                    if (record.sequence() != last + 1) {
                        throw new IllegalArgumentException("a number is missing");
                    }
                    last++;
                    return good.append(record);
                }
            };
        }
    }

    static class FillsGaps extends Good {
        @Override
        public List<Long> stored(Path directory) {
            return new ArrayList<>(
                    LongStream.rangeClosed(1, super.stored(directory).size())
                            .boxed()
                            .toList());
        }
    }

    static class ListsNothing extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                @Override
                public List<AuditRecord> unfinished() {
                    return List.of();
                }
            };
        }
    }

    static class ListsBackwards extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                @Override
                public List<AuditRecord> unfinished() {
                    List<AuditRecord> backwards = new ArrayList<>(good.unfinished());
                    Collections.reverse(backwards);
                    return backwards;
                }
            };
        }
    }

    static class LosesOnRenewal extends Good {
        @Override
        AuditSink change(RecordingAuditSink good) {
            return new Passing(good) {
                private boolean renewed;

                @Override
                public Ticket append(AuditRecord record) throws IOException {
                    Ticket ticket = good.append(record);
                    return () -> {
                        if (renewed && record.sequence() == 2) {
                            throw new IOException("lost");
                        }
                        ticket.await();
                    };
                }

                @Override
                public void renew() {
                    renewed = true;
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
                arguments(WantsEveryNumber.class, "takesNumbersThatLeaveSomeOut"),
                arguments(FillsGaps.class, "takesNumbersThatLeaveSomeOut"),
                arguments(ListsNothing.class, "listsWhatIsUnfinished"),
                arguments(ListsBackwards.class, "listsWhatIsUnfinished"),
                arguments(LosesOnRenewal.class, "renewingWhatWorksChangesNothing"),
                arguments(ThrowsOnSecondClose.class, "failsAfterClose"),
                arguments(DropsAfterClose.class, "failsAfterClose"),
                arguments(Telling.class, "recordsAreNotTold"));
    }

    @Test
    void goodSinkPasses() {
        assertThat(ContractRun.failures(Good.class)).isEmpty();
        assertThat(ContractRun.failures(CannotRenew.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badSinkFails(Class<?> implementation, String test) {
        assertThat(ContractRun.failures(implementation)).contains(test);
    }
}
