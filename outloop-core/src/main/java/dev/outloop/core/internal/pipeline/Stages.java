package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.Admit;
import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Deadlines;
import dev.outloop.core.internal.admit.Origins;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.authorize.Authorize;
import dev.outloop.core.internal.authorize.LimitGate;
import dev.outloop.core.internal.dispatch.Dispatch;
import dev.outloop.core.internal.journal.Journal;
import dev.outloop.core.internal.lease.LeaseStage;
import dev.outloop.core.internal.redact.Redact;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.spi.BrokerListener;

/** The stages of one broker, made once. */
record Stages(
        Callers callers,
        Origins origins,
        Tokens tokens,
        Admit admit,
        Authorize authorize,
        LimitGate limits,
        Approvals approvals,
        Journal journal,
        LeaseStage lease,
        Dispatch dispatch,
        Redact redact,
        SecretRegistry secrets,
        Deadlines deadlines,
        BrokerListener listener) {}
