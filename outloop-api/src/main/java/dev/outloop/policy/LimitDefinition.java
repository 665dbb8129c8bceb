package dev.outloop.policy;

import dev.outloop.identity.Name;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much may be done: so many calls a time, so many at once, or so much in all. Immutable.
 *
 * <p>What is counted is kept apart for each access, workspace, tenant or caller, as the definition says. Amounts are whole
 * millionths ({@link #UNITS_PER_ONE}) in a {@code long}, so that sums are exact.
 */
public final class LimitDefinition {

    /** How many units one call, one byte or the number 1 is. */
    public static final long UNITS_PER_ONE = 1_000_000;

    /** What kind of limit it is. A later version may have more. */
    public static final class Kind {
        /** Calls in a time, with a bucket that fills up evenly. */
        public static final Kind RATE = new Kind("rate");
        /** Calls that are under way. */
        public static final Kind CONCURRENCY = new Kind("concurrency");
        /** Calls, bytes or a parameter's numbers, in all or in a time. */
        public static final Kind BUDGET = new Kind("budget");

        private final String name;

        private Kind(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Whom the count is kept for. A later version may have more. */
    public static final class Per {
        /** Each alias of each workspace by itself. */
        public static final Per ACCESS = new Per("access");
        /** Each workspace. */
        public static final Per WORKSPACE = new Per("workspace");
        /** Each tenant, over all its workspaces. */
        public static final Per TENANT = new Per("tenant");
        /** Each runtime of each workspace. */
        public static final Per CALLER = new Per("caller");

        private final String name;

        private Per(String name) {
            this.name = name;
        }

        /** All of them. */
        public static List<Per> all() {
            return List.of(ACCESS, WORKSPACE, TENANT, CALLER);
        }

        /** The one of that name, as configurations have it. */
        public static Optional<Per> called(String name) {
            return all().stream().filter(per -> per.name.equals(name)).findFirst();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a budget counts. A later version may have more. */
    public static final class Measure {
        /** Calls. */
        public static final Measure CALLS = new Measure("calls", null);
        /** Bytes of request and response bodies. */
        public static final Measure BYTES = new Measure("bytes", null);

        private final String name;
        private final @Nullable String parameter;

        private Measure(String name, @Nullable String parameter) {
            this.name = name;
            this.parameter = parameter;
        }

        /** The number in a parameter. A request without it, or with one that is no number of 0 or more, is refused. */
        public static Measure parameter(String parameter) {
            return new Measure("parameter", Objects.requireNonNull(parameter, "parameter"));
        }

        /** The parameter whose number is counted, if it is one. */
        public Optional<String> parameter() {
            return Optional.ofNullable(parameter);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Measure that && name.equals(that.name) && Objects.equals(parameter, that.parameter);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, parameter);
        }

        @Override
        public String toString() {
            return parameter == null ? name : name + " " + parameter;
        }
    }

    private final String name;
    private final Kind kind;
    private final Per per;
    private final Measure measure;
    private final long units;
    private final long burstUnits;
    private final @Nullable Duration every;

    private LimitDefinition(
            String name, Kind kind, Per per, Measure measure, long units, long burstUnits, @Nullable Duration every) {
        this.name = Name.require("limit", name);
        this.kind = kind;
        this.per = Objects.requireNonNull(per, "per");
        this.measure = Objects.requireNonNull(measure, "measure");
        this.units = units;
        this.burstUnits = burstUnits;
        this.every = every;
        if (every != null && (every.isZero() || every.isNegative())) {
            throw new IllegalArgumentException("a limit's time is longer than no time");
        }
    }

    /** So many calls in that time, of which {@code burst} may come at once. */
    public static LimitDefinition rate(String name, Per per, int calls, Duration every, int burst) {
        return new LimitDefinition(
                name,
                Kind.RATE,
                per,
                Measure.CALLS,
                units(BigDecimal.valueOf(calls)),
                units(BigDecimal.valueOf(burst)),
                Objects.requireNonNull(every, "every"));
    }

    /** So many calls that are under way. */
    public static LimitDefinition concurrency(String name, Per per, int calls) {
        return new LimitDefinition(
                name, Kind.CONCURRENCY, per, Measure.CALLS, units(BigDecimal.valueOf(calls)), 0, null);
    }

    /**
     * So much of the measure.
     *
     * @param total more than 0, with up to six decimals
     * @param every the time after which it starts anew, or null if it never does
     */
    public static LimitDefinition budget(
            String name, Per per, Measure measure, BigDecimal total, @Nullable Duration every) {
        return new LimitDefinition(name, Kind.BUDGET, per, measure, units(total), 0, every);
    }

    /**
     * A number in units.
     *
     * @throws IllegalArgumentException if it is not above 0, or has more than six decimals or twelve digits before them
     */
    public static long units(BigDecimal number) {
        if (number.signum() <= 0
                || number.precision() - number.scale() > 12
                || number.stripTrailingZeros().scale() > 6) {
            throw new IllegalArgumentException("a limit is a number above 0 of at most 12 digits and 6 decimals");
        }
        return number.movePointRight(6).longValueExact();
    }

    /** The name, unique in its policy. */
    public String name() {
        return name;
    }

    /** What kind of limit it is. */
    public Kind kind() {
        return kind;
    }

    /** Whom the count is kept for. */
    public Per per() {
        return per;
    }

    /** What is counted. */
    public Measure measure() {
        return measure;
    }

    /** How much, in units: in {@link #every()} for a rate, at once for a concurrency, in all for a budget. */
    public long units() {
        return units;
    }

    /** How much of a rate may come at once, in units. */
    public long burstUnits() {
        return burstUnits;
    }

    /** The time of a rate, or after which a budget starts anew. */
    public Optional<Duration> every() {
        return Optional.ofNullable(every);
    }

    @Override
    public String toString() {
        return name + " (" + kind + " per " + per + ")";
    }
}
