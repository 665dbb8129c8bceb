package dev.outloop.core.internal.journal;

import dev.outloop.spi.AuditSink;

/** A ticket whose sync can be started before it is awaited, so that several sinks sync at the same time. */
interface EarlyTicket extends AuditSink.Ticket {

    /** Has it made durable; returns at once and never fails. */
    void start();
}
