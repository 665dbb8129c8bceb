package dev.outloop.core.internal.dispatch;

import dev.outloop.action.HttpField;
import java.io.InputStream;
import java.util.List;

/** A response whose head was read; its body holds the connection. */
public record Received(int status, String reason, List<HttpField> headers, InputStream body) {}
