package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.contract.AuditSinkContract;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A sink under a deadline keeps the contract of an audit sink")
class DeadlineSinkContractTest implements AuditSinkContract {

    private RecordingAuditSink current = RecordingAuditSink.create();

    @Override
    public AuditSink open(Path directory) throws IOException {
        current = current.reopen();
        return DeadlineSink.around(current, Patience.DEFAULT);
    }

    @Override
    public List<Long> stored(Path directory) {
        return current.durable().stream().map(AuditRecord::sequence).toList();
    }

    @Override
    public boolean readsBack() {
        return true;
    }
}
