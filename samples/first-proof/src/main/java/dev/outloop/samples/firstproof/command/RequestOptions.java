package dev.outloop.samples.firstproof.command;

import dev.outloop.action.ActionRequest;
import dev.outloop.identity.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Headers and body of a raw request. */
final class RequestOptions {

    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    @Option(names = "-H", paramLabel = "'N: V'", description = "A header field; may be given several times.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--body",
            paramLabel = "FILE",
            description = "The body's file, or - for standard input; Content-Type is application/json unless given.")
    private @Nullable String body;

    boolean isUsed() {
        return body != null || !headers.isEmpty();
    }

    ActionRequest request(Caller caller, String alias, String method, String path, CommandContext context)
            throws CommandFailure {
        ActionRequest.Builder request = ActionRequest.http(caller, alias, method, path);
        boolean typed = false;
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon <= 0) {
                throw CommandFailure.usage("A header field is given as 'Name: value'.");
            }
            String name = header.substring(0, colon);
            typed |= name.equalsIgnoreCase("Content-Type");
            request.header(name, header.substring(colon + 1).strip());
        }
        if (body != null) {
            request.body(read(body, context));
            if (!typed) {
                request.header("Content-Type", "application/json");
            }
        }
        return request.build();
    }

    private static byte[] read(String file, CommandContext context) throws CommandFailure {
        try {
            byte[] bytes = file.equals("-") ? bounded(context.in()) : readFile(file);
            if (bytes.length > MAX_BODY_BYTES) {
                throw CommandFailure.usage("The body is larger than " + MAX_BODY_BYTES + " bytes.");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw CommandFailure.usage("There is no file for the body under that path.");
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.usage("The body cannot be read; look at its path and permissions.");
        }
    }

    private static byte[] readFile(String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return bounded(in);
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        return in.readNBytes(MAX_BODY_BYTES + 1);
    }
}
