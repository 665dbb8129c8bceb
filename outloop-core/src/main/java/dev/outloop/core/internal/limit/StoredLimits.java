package dev.outloop.core.internal.limit;

import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.Judgement;
import dev.outloop.core.internal.authorize.LimitGate;
import dev.outloop.core.internal.authorize.Reserved;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import dev.outloop.spi.LimitStore;
import dev.outloop.spi.LimitStore.Answer;
import dev.outloop.spi.LimitStore.Charge;
import dev.outloop.spi.LimitStore.Reservation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests' shares from a store. Thread-safe. */
public final class StoredLimits implements LimitGate {

    private static final Logger LOG = LoggerFactory.getLogger(StoredLimits.class);

    private final Clock clock;
    private final @Nullable LimitStore store;

    /**
     * Limits that are counted in a store, which is closed with this.
     *
     * @param store null for none, which refuses whatever is limited
     */
    public StoredLimits(@Nullable LimitStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Reserved reserve(AdmittedAction admitted, Collection<LimitDefinition> limits, Judgement judged)
            throws Refused {
        List<Charge> charges = new ArrayList<>();
        for (LimitDefinition limit : limits) {
            charges.add(Charges.of(admitted, limit, judged.counted(admitted, limit.name())));
        }
        LimitStore used = store;
        if (used == null) {
            throw unavailable();
        }
        String id = admitted.scope().id();
        Answer answer = ask(used, Reservation.of(id, charges, clock.instant()));
        LimitDefinition refused = answer.limit().orElse(null);
        if (refused != null) {
            throw refusal(refused, answer.retryAfter().orElse(null));
        }
        return new Share(used, id, admitted, charges);
    }

    @SuppressWarnings("ConstantValue") // a host's store may return null all the same
    private static Answer ask(LimitStore store, Reservation reservation) throws Refused {
        try {
            Answer answer = store.reserve(reservation);
            if (answer != null) {
                return answer;
            }
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            LOG.error("the counts of limits cannot be kept: {}", said(e));
        }
        throw unavailable();
    }

    /** A store of a host may quote anything in what is no IOException. */
    private static String said(Throwable e) {
        return e instanceof IOException ? e.toString() : e.getClass().getName();
    }

    private static Refused unavailable() {
        return Refused.of(
                ErrorCode.STATE_UNAVAILABLE,
                "The broker cannot keep its counts, so nothing was done that is limited. Ask the person who runs the"
                        + " broker to look at it, then try again.");
    }

    private static Refused refusal(LimitDefinition limit, @Nullable Duration retryAfter) {
        ErrorCode code;
        String what;
        if (limit.kind() == Kind.RATE) {
            code = ErrorCode.RATE_LIMITED;
            what = "Too many calls in a short time";
        } else if (limit.kind() == Kind.CONCURRENCY) {
            code = ErrorCode.CONCURRENCY_LIMITED;
            what = "Too many calls are under way";
        } else {
            code = ErrorCode.BUDGET_EXHAUSTED;
            what = "What is left of the budget is not enough for this call";
        }
        String next;
        if (limit.kind() == Kind.CONCURRENCY) {
            next = "try again when one of them has ended.";
        } else if (retryAfter == null) {
            next = "trying again does not help; ask the person who grants access.";
        } else {
            next = "try again in " + Wait.inWords(retryAfter) + ".";
        }
        return Refused.of(code, what + " (limit " + limit.name() + "): " + next).by(limit.name());
    }

    @Override
    public List<String> look(AdmittedAction admitted, Collection<LimitDefinition> limits) {
        LimitStore used = store;
        List<String> seen = new ArrayList<>();
        for (LimitDefinition limit : limits) {
            String left = "not known";
            try {
                if (used != null) {
                    left = amount(used.left(limit, Charges.subject(admitted, limit.per()), clock.instant()));
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("the counts of limits cannot be looked at: {}", said(e));
            }
            seen.add(limit.name() + ": " + left + " left");
        }
        return seen;
    }

    @Override
    public void close() {
        LimitStore used = store;
        if (used != null) {
            used.close();
        }
    }

    private static String amount(long units) {
        BigDecimal amount = BigDecimal.valueOf(units, 6).stripTrailingZeros();
        return amount.toPlainString();
    }

    /** What one call was given. */
    private final class Share implements Reserved {
        private final LimitStore from;
        private final String id;
        private final AdmittedAction admitted;
        private final List<Charge> charges;
        private final AtomicBoolean settled = new AtomicBoolean();

        Share(LimitStore from, String id, AdmittedAction admitted, List<Charge> charges) {
            this.from = from;
            this.id = id;
            this.admitted = admitted;
            this.charges = charges;
        }

        @Override
        public Map<String, String> charges() {
            Map<String, String> amounts = new LinkedHashMap<>();
            charges.forEach(charge -> amounts.put(charge.limit().name(), amount(charge.units())));
            return amounts;
        }

        /** A store that fails here keeps the whole charge, which is never too little. */
        @Override
        public void settle(Effect effect, long responseBytes) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            List<Long> used = new ArrayList<>();
            for (Charge charge : charges) {
                used.add(used(charge, effect, responseBytes));
            }
            try {
                from.settle(id, used, clock.instant());
            } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
                LOG.error("what a call has used of its limits cannot be kept: {}", said(e));
            }
        }

        private long used(Charge charge, Effect effect, long responseBytes) {
            return switch (effect) {
                case NONE -> 0;
                case HAPPENED -> Charges.used(admitted, charge, responseBytes);
                case UNKNOWN -> charge.units();
            };
        }
    }
}
