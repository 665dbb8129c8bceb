package dev.outloop.backend.onepassword;

import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A port that notes what was asked and what Prism made of it, and can ask it for the example of another status. */
final class WatchedHttp implements VaultHttp {

    final List<String> asked = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    private final VaultHttp port;
    private int preferred;
    private int depth;

    WatchedHttp(VaultHttp port) {
        this.port = port;
    }

    /** Asks for the example of that status wherever a path has so many segments. */
    void prefer(int status, int segments) {
        preferred = status;
        depth = segments;
    }

    @Override
    public VaultHttpResponse send(VaultHttpRequest request) throws VaultException {
        VaultHttpResponse response =
                port.send(request.segments().size() == depth ? preferring(request, preferred) : request);
        asked.add(response.status() + " /" + String.join("/", request.segments()) + filter(request));
        response.header("sl-violations").ifPresent(violations::add);
        return response;
    }

    @Override
    public void close() {
        port.close();
    }

    private static String filter(VaultHttpRequest request) {
        return request.query().isEmpty() ? "" : "?" + request.query();
    }

    private static VaultHttpRequest preferring(VaultHttpRequest request, int status) {
        VaultHttpRequest.Builder again = VaultHttpRequest.get(request.segments().toArray(new String[0]))
                .header("Prefer", "code=" + status)
                .maxResponseBytes(request.maxResponseBytes())
                .deadline(request.deadline());
        request.query().forEach(again::query);
        request.secretHeaders().values().forEach(header -> again.bearer(header.secret()));
        return again.build();
    }
}
