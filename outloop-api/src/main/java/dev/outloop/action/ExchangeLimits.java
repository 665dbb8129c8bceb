package dev.outloop.action;

import java.time.Duration;

/** The bounds of one exchange with a service. Immutable. */
public final class ExchangeLimits {

    private static final int MIB = 1024 * 1024;
    private static final ExchangeLimits DEFAULTS = new ExchangeLimits(new Builder());

    private final Duration deadline;
    private final int maxRequestBodyBytes;
    private final long maxResponseBodyBytes;
    private final int maxResponseHeaderBytes;
    private final int maxExpansionRatio;

    private ExchangeLimits(Builder builder) {
        this.deadline = builder.deadline;
        this.maxRequestBodyBytes = builder.maxRequestBodyBytes;
        this.maxResponseBodyBytes = builder.maxResponseBodyBytes;
        this.maxResponseHeaderBytes = builder.maxResponseHeaderBytes;
        this.maxExpansionRatio = builder.maxExpansionRatio;
    }

    /** 30 seconds, 1 MiB up, 10 MiB down, 64 KiB of headers, an expansion of at most 200. */
    public static ExchangeLimits defaults() {
        return DEFAULTS;
    }

    /** Starts from {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** The longest time from the broker's decision to the last byte, vault included. */
    public Duration deadline() {
        return deadline;
    }

    /** The largest request body, in bytes. */
    public int maxRequestBodyBytes() {
        return maxRequestBodyBytes;
    }

    /** The largest response body after decoding, in bytes. */
    public long maxResponseBodyBytes() {
        return maxResponseBodyBytes;
    }

    /** The largest response head, in bytes. */
    public int maxResponseHeaderBytes() {
        return maxResponseHeaderBytes;
    }

    /** How many bytes a compressed byte may become, on the whole, beyond the first 64 KiB. */
    public int maxExpansionRatio() {
        return maxExpansionRatio;
    }

    /** Collects bounds. Not thread-safe. */
    public static final class Builder {
        private Duration deadline = Duration.ofSeconds(30);
        private int maxRequestBodyBytes = MIB;
        private long maxResponseBodyBytes = 10L * MIB;
        private int maxResponseHeaderBytes = 64 * 1024;
        private int maxExpansionRatio = 200;

        private Builder() {}

        /** The longest time of an exchange. */
        public Builder deadline(Duration deadline) {
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("a deadline is longer than nothing");
            }
            this.deadline = deadline;
            return this;
        }

        /** The largest request body, in bytes. */
        public Builder maxRequestBodyBytes(int bytes) {
            this.maxRequestBodyBytes = (int) positive(bytes);
            return this;
        }

        /** The largest response body after decoding, in bytes. */
        public Builder maxResponseBodyBytes(long bytes) {
            this.maxResponseBodyBytes = positive(bytes);
            return this;
        }

        /** The largest response head, in bytes. */
        public Builder maxResponseHeaderBytes(int bytes) {
            this.maxResponseHeaderBytes = (int) positive(bytes);
            return this;
        }

        /** How many bytes a compressed byte may become. */
        public Builder maxExpansionRatio(int ratio) {
            this.maxExpansionRatio = (int) positive(ratio);
            return this;
        }

        /** The bounds. */
        public ExchangeLimits build() {
            return new ExchangeLimits(this);
        }

        private static long positive(long bound) {
            if (bound < 1) {
                throw new IllegalArgumentException("a bound is at least 1");
            }
            return bound;
        }
    }
}
