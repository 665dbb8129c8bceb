package dev.outloop.core.contract;

import dev.outloop.audit.AuditRecord;
import dev.outloop.core.AuditSinks;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.contract.AuditSinkContract;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A group of three sinks, each under its deadline, keeps the contract of an audit sink")
class GroupContractTest implements AuditSinkContract {

    private RecordingAuditSink must = RecordingAuditSink.create();
    private RecordingAuditSink first = RecordingAuditSink.create();
    private RecordingAuditSink second = RecordingAuditSink.create();

    @Override
    public AuditSink open(Path directory) throws IOException {
        must = must.reopen();
        first = first.reopen();
        second = second.reopen();
        return AuditSinks.group()
                .required(first)
                .must(must)
                .required(second)
                .bestEffort(RecordingAuditSink.create())
                .open();
    }

    @Override
    public List<Long> stored(Path directory) throws IOException {
        List<Long> stored = numbers(must);
        if (!numbers(first).equals(stored) || !numbers(second).equals(stored)) {
            throw new IOException("the sinks differ");
        }
        return stored;
    }

    private static List<Long> numbers(RecordingAuditSink sink) {
        return sink.durable().stream().map(AuditRecord::sequence).toList();
    }

    @Override
    public boolean readsBack() {
        return true;
    }
}
