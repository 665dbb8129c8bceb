package dev.outloop.secret;

import java.time.Duration;

/** How long what a vault lent is kept, and how the vault is asked. Immutable. */
public final class VaultLimits {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final VaultLimits DEFAULTS = new VaultLimits(new Builder());

    private final Duration ttl;
    private final Duration missing;
    private final int maxEntries;
    private final long maxBytes;
    private final Duration deadline;
    private final int threads;
    private final int retries;
    private final int ratePerMinute;
    private final int failures;
    private final Duration rest;

    private VaultLimits(Builder builder) {
        this.ttl = builder.ttl;
        this.missing = builder.missing;
        this.maxEntries = builder.maxEntries;
        this.maxBytes = builder.maxBytes;
        this.deadline = builder.deadline;
        this.threads = builder.threads;
        this.retries = builder.retries;
        this.ratePerMinute = builder.ratePerMinute;
        this.failures = builder.failures;
        this.rest = builder.rest;
    }

    /**
     * Values for 60 seconds, missing ones for 5, at most 1,024 of them in 4 MiB; 15 seconds a question, 16 threads, 2
     * retries, 3,000 questions a minute, 10 seconds of rest after 5 failures in a row.
     */
    public static VaultLimits defaults() {
        return DEFAULTS;
    }

    /** Starts from {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long a value is lent again without asking the vault; zero if never. */
    public Duration ttl() {
        return ttl;
    }

    /** How long the vault is not asked again for a secret that it did not have, did not show or could not tell apart. */
    public Duration missing() {
        return missing;
    }

    /** How many values are kept. */
    public int maxEntries() {
        return maxEntries;
    }

    /** How many bytes the kept values have together. */
    public long maxBytes() {
        return maxBytes;
    }

    /** The longest time of one question, retries included. */
    public Duration deadline() {
        return deadline;
    }

    /** How many threads wait for the vault at most. */
    public int threads() {
        return threads;
    }

    /** How often a question is asked again that the vault was not there for. */
    public int retries() {
        return retries;
    }

    /** How often the vault is asked in a minute at most, retries included. */
    public int ratePerMinute() {
        return ratePerMinute;
    }

    /** After how many failures in a row the vault is left alone. */
    public int failures() {
        return failures;
    }

    /** How long it is left alone then; after that, one question at a time tries whether it is back. */
    public Duration rest() {
        return rest;
    }

    /** Collects bounds. Not thread-safe. */
    public static final class Builder {
        private Duration ttl = Duration.ofSeconds(60);
        private Duration missing = Duration.ofSeconds(5);
        private int maxEntries = 1024;
        private long maxBytes = 4L << 20;
        private Duration deadline = Duration.ofSeconds(15);
        private int threads = 16;
        private int retries = 2;
        private int ratePerMinute = 3000;
        private int failures = 5;
        private Duration rest = Duration.ofSeconds(10);

        private Builder() {}

        /** How long a value is lent again; zero to ask the vault every time. At most 24 hours. */
        public Builder ttl(Duration ttl) {
            this.ttl = notNegative(ttl);
            return this;
        }

        /** How long the vault is not asked again for what it had nothing to lend for; zero to ask every time. */
        public Builder missing(Duration missing) {
            this.missing = notNegative(missing);
            return this;
        }

        /** How many values are kept. */
        public Builder maxEntries(int entries) {
            this.maxEntries = (int) positive(entries);
            return this;
        }

        /** How many bytes the kept values have together. */
        public Builder maxBytes(long bytes) {
            this.maxBytes = positive(bytes);
            return this;
        }

        /** The longest time of one question. At most 24 hours. */
        public Builder deadline(Duration deadline) {
            this.deadline = longerThanNothing(deadline);
            return this;
        }

        /** How many threads wait for the vault at most. */
        public Builder threads(int threads) {
            this.threads = (int) positive(threads);
            return this;
        }

        /** How often a question is asked again; zero for never. */
        public Builder retries(int retries) {
            if (retries < 0) {
                throw new IllegalArgumentException("a number of retries is not negative");
            }
            this.retries = retries;
            return this;
        }

        /** How often the vault is asked in a minute at most. */
        public Builder ratePerMinute(int questions) {
            this.ratePerMinute = (int) positive(questions);
            return this;
        }

        /** After how many failures in a row the vault is left alone. */
        public Builder failures(int failures) {
            this.failures = (int) positive(failures);
            return this;
        }

        /** How long it is left alone then. At most 24 hours. */
        public Builder rest(Duration rest) {
            this.rest = longerThanNothing(rest);
            return this;
        }

        /** The bounds. */
        public VaultLimits build() {
            return new VaultLimits(this);
        }

        private static Duration longerThanNothing(Duration time) {
            if (time.isZero()) {
                throw new IllegalArgumentException("this time is longer than nothing");
            }
            return notNegative(time);
        }

        private static Duration notNegative(Duration time) {
            if (time.isNegative() || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a time of a vault is not negative and at most 24 hours");
            }
            return time;
        }

        private static long positive(long bound) {
            if (bound < 1) {
                throw new IllegalArgumentException("a bound is at least 1");
            }
            return bound;
        }
    }
}
