package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which attempts have no outcome, as several sinks of one trail know it.
 *
 * <p>Only sinks with the highest number decide: one that stayed behind may lack outcomes that they have. Of several such
 * sinks each has to list the attempt, since one that does not may know its outcome.
 */
final class Unfinished {

    private Unfinished() {}

    static long lastSequence(List<AuditSink> sinks) {
        return sinks.stream().mapToLong(AuditSink::lastSequence).max().orElse(0);
    }

    static List<AuditRecord> of(List<AuditSink> sinks) {
        long last = lastSequence(sinks);
        List<List<AuditRecord>> lists = sinks.stream()
                .filter(sink -> sink.lastSequence() == last)
                .map(AuditSink::unfinished)
                .toList();
        Set<Long> everywhere = new HashSet<>(numbers(lists.get(0)));
        lists.forEach(list -> everywhere.retainAll(numbers(list)));
        return lists.get(0).stream()
                .filter(record -> everywhere.contains(record.sequence()))
                .toList();
    }

    private static Set<Long> numbers(List<AuditRecord> records) {
        return records.stream().map(AuditRecord::sequence).collect(Collectors.toSet());
    }
}
