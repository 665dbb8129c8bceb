package dev.outloop.backend.onepassword;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The vendor's OpenAPI description of Connect 1.7.1, which is not ours to hand on: its file is named by the system property
 * {@value #PROPERTY} or the variable {@value #VARIABLE}, or lies in the folder {@code shared/data} beside the repository.
 */
final class Specification {

    static final String PROPERTY = "outloop.connect.specification";
    static final String VARIABLE = "OUTLOOP_CONNECT_SPECIFICATION";

    /** The id that every answer and every question has. */
    static final String ID = "ionaiwtdvgclrixbt6ztpqcxnq";

    private static final String ID_PATTERN = "pattern: '^[\\da-z]{26}$'";

    private Specification() {}

    /** The file, or a skipped test, also where counterparts are required: nobody can fetch it without asking the vendor. */
    static Path required() {
        return Stream.of(
                        System.getProperty(PROPERTY),
                        System.getenv(VARIABLE),
                        "../../shared/data/1password-connect.openapi.yaml")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("this test needs the file that " + VARIABLE
                        + " names: the vendor's 1password-connect-api_1.7.1.yaml"));
    }

    /**
     * A copy that Prism can answer from: paths with the {@code /v1} of the server's URL, which Prism leaves out, and ids
     * that keep to their own pattern, which its examples do not. Paths to files say that ids are UUIDs, against the rest
     * of the file and its own example of such a path, so they get that pattern too.
     *
     * @param withState false to leave out an item's {@code state}: an example has every member, so its item is archived
     */
    static Path copyTo(Path folder, boolean withState) throws IOException {
        List<String> copy = new ArrayList<>();
        String inState = null;
        for (String line : Files.readAllLines(required())) {
            inState = stillIn(inState, line);
            if (inState != null && !withState) {
                continue;
            }
            String adapted =
                    line.replaceFirst("^  /(vaults|activity)", "  /v1/$1").replace("format: uuid", ID_PATTERN);
            copy.add(adapted);
            if (adapted.contains(ID_PATTERN)) {
                copy.add(indentation(adapted) + "example: " + ID);
            }
        }
        return Files.write(folder.resolve("connect.yaml"), copy);
    }

    /** The indentation of the member {@code state} that this line belongs to, or null. */
    private static @Nullable String stillIn(@Nullable String inState, String line) {
        if (line.strip().equals("state:")) {
            return indentation(line);
        }
        return inState != null && indentation(line).length() > inState.length() ? inState : null;
    }

    private static String indentation(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
