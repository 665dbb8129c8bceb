package dev.outloop.spi;

import java.util.Objects;

/** What a redactor may know of the response that it scans. Immutable. */
public final class ResponseContext {

    private final String service;
    private final String action;
    private final int status;
    private final String mediaType;

    private ResponseContext(String service, String action, int status, String mediaType) {
        this.service = Objects.requireNonNull(service, "service");
        this.action = Objects.requireNonNull(action, "action");
        this.status = status;
        this.mediaType = Objects.requireNonNull(mediaType, "mediaType");
    }

    /** The response of an action; the media type in lower case without parameters, or the empty string. */
    public static ResponseContext of(String service, String action, int status, String mediaType) {
        return new ResponseContext(service, action, status, mediaType);
    }

    /** The service's name. */
    public String service() {
        return service;
    }

    /** The action's name. */
    public String action() {
        return action;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The media type in lower case without parameters, or the empty string. */
    public String mediaType() {
        return mediaType;
    }

    @Override
    public String toString() {
        return "ResponseContext[" + service + " " + action + " " + status + "]";
    }
}
