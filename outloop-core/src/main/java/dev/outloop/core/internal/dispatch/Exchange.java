package dev.outloop.core.internal.dispatch;

import dev.outloop.action.Effect;
import dev.outloop.action.HttpField;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.journal.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.MessageSupport;

/** One request and the head of its response. Used once, by one thread; the call's stop ends it from any other. */
final class Exchange {

    private static final int MAX_INTERIM = 8;

    private final ServiceDefinition service;
    private final Connector connector;
    private final Connections connections;
    private final OutgoingRequest request;
    private final Credentials credentials;
    private final CallScope scope;
    private final Failures failures;
    private Effect effect = Effect.NONE;

    Exchange(
            ServiceDefinition service,
            Connector connector,
            Connections connections,
            OutgoingRequest request,
            Credentials credentials,
            CallScope scope) {
        this.service = service;
        this.connector = connector;
        this.connections = connections;
        this.request = request;
        this.credentials = credentials;
        this.scope = scope;
        this.failures = new Failures(service.url().host(), connections);
    }

    /** Sends the request and waits for the response's head. The caller reads or closes the body. */
    Received run() throws Stopped {
        try {
            request.requireOrigin(service.url());
            request.requireFaithful();
            request.requireCredentialPlacesFree();
            credentials.requireFit();
            return exchange(Hold.borrow(connections, scope));
        } catch (IOException | HttpException | RuntimeException e) {
            throw failures.of(e, scope, effect);
        }
    }

    private Received exchange(Hold hold) throws IOException, HttpException {
        boolean answered = false;
        try {
            ServiceConnection connection = hold.connection();
            if (!connection.isOpen()) {
                connector.connect(connection, scope);
            }
            send(connection);
            ClassicHttpResponse response = receive(connection);
            effect = Effect.HAPPENED;
            Received received = received(response, connection, hold);
            answered = true;
            return received;
        } finally {
            if (!answered) {
                hold.hangUp();
            }
        }
    }

    private void send(ServiceConnection connection) throws IOException, HttpException {
        try {
            connection.sendRequestHeader(request);
        } finally {
            if (request.hasBegun()) {
                effect = Effect.UNKNOWN;
            }
        }
    }

    /** Skips interim responses (RFC 9110, section 15.2): none was asked for, and none is the answer. */
    private static ClassicHttpResponse receive(ServiceConnection connection) throws IOException, HttpException {
        for (int interim = 0; ; interim++) {
            ClassicHttpResponse response = connection.receiveResponseHeader();
            if (response.getCode() >= 200) {
                return response;
            }
            requireNoSwitch(response);
            requireFewInterim(interim);
        }
    }

    private Received received(ClassicHttpResponse response, ServiceConnection connection, Hold hold)
            throws IOException, HttpException {
        long length = ResponseFraming.STRICT.determineLength(response);
        boolean selfDelimited = true;
        InputStream content = InputStream.nullInputStream();
        if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
            connection.receiveResponseEntity(response);
            HttpEntity entity = response.getEntity();
            content = entity.getContent();
            selfDelimited = length >= 0 || entity.isChunked();
        } else {
            length = 0;
        }
        boolean keepAlive = selfDelimited && allowsReuse(response);
        return new Received(
                response.getCode(),
                String.valueOf(response.getReasonPhrase()),
                fields(response),
                new ResponseBody(
                        content,
                        length,
                        keepAlive,
                        hold,
                        scope,
                        failures,
                        service.limits().maxResponseBodyBytes()));
    }

    /** RFC 9112, section 9.3; the keep-alive of HTTP/1.0 is not taken up. */
    private static boolean allowsReuse(ClassicHttpResponse response) {
        return HttpVersion.HTTP_1_1.equals(response.getVersion())
                && Arrays.stream(response.getHeaders(HttpHeaders.CONNECTION))
                        .flatMap(field -> Arrays.stream(field.getValue().split(",")))
                        .noneMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    private static List<HttpField> fields(ClassicHttpResponse response) {
        Header[] headers = response.getHeaders();
        List<HttpField> fields = new ArrayList<>(headers.length);
        for (Header header : headers) {
            fields.add(new HttpField(header.getName(), header.getValue()));
        }
        return fields;
    }

    private static void requireNoSwitch(ClassicHttpResponse response) throws BrokenResponse {
        if (response.getCode() == 101) {
            throw new BrokenResponse("switch of protocols");
        }
    }

    private static void requireFewInterim(int interim) throws BrokenResponse {
        if (interim >= MAX_INTERIM) {
            throw new BrokenResponse("number of interim responses");
        }
    }
}
