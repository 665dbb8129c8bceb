package dev.outloop.action;

/**
 * One header field as given or as received.
 *
 * @param name the field name, in any case
 * @param value the value, without surrounding white space
 */
public record HttpField(String name, String value) {

    /** The name alone: values are no one's business but the reader's. */
    @Override
    public String toString() {
        return name + ": …";
    }
}
