package dev.outloop.core.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outloop.core.AuditTrail;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.contract.AuditSinkContract;
import dev.outloop.testkit.fake.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The file trail keeps the contract of an audit sink")
class FileTrailContractTest implements AuditSinkContract {

    @Override
    public AuditSink open(Path directory) throws IOException {
        return AuditTrail.open(directory.resolve("audit"), TestClock.create());
    }

    @Override
    public List<Long> stored(Path directory) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("audit/trail-000001.jsonl"))) {
            var record = new ObjectMapper().readTree(line).path("record");
            if (record.has("seq")) {
                numbers.add(record.get("seq").longValue());
            }
        }
        return numbers;
    }

    @Override
    public boolean readsBack() {
        return true;
    }
}
