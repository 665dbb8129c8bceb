package dev.outloop.backend.onepassword.internal;

import dev.outloop.backend.onepassword.internal.Part.Attachment;
import dev.outloop.backend.onepassword.internal.Part.Field;
import dev.outloop.spi.VaultException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the field or file of an item that a reference names. */
final class PartChoice {

    private final Failures failures;

    PartChoice(Failures failures) {
        this.failures = failures;
    }

    /** @throws VaultException {@code SECRET_NOT_FOUND} or {@code SECRET_AMBIGUOUS} */
    Part of(Item item, Reference reference) throws VaultException {
        String name = reference.part();
        List<Part> meant = name == null
                ? item.parts().stream().filter(part -> isMainPart(item, part)).toList()
                : Named.meant(within(item, reference.section()), name);
        if (meant.isEmpty()) {
            throw failures.missing(
                    name == null
                            ? "has that item, but no single secret in it; add the field to the reference."
                            : "has that item, but no such field or file in it; look at the end of the reference.");
        }
        requireOne(meant);
        return meant.get(0);
    }

    private void requireOne(List<Part> meant) throws VaultException {
        if (meant.size() > 1) {
            throw failures.ambiguous(
                    "fields or files",
                    meant.stream().map(PartChoice::path).sorted().toList());
        }
    }

    /** With its section, because two fields of one id can be told apart by nothing else. */
    private static String path(Part part) {
        return part.section().isEmpty() ? part.id() : part.section() + "/" + part.id();
    }

    private static List<Part> within(Item item, @Nullable String section) {
        if (section == null) {
            return item.parts();
        }
        Set<String> ids = Named.meant(item.sections(), section).stream()
                .map(Entry::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        return item.parts().stream()
                .filter(part -> ids.contains(part.section()))
                .toList();
    }

    /** What an item is for: a document's file, an API credential's credential, the password of anything else. */
    private static boolean isMainPart(Item item, Part part) {
        if (part instanceof Attachment) {
            return item.category().equals("DOCUMENT");
        }
        Field field = (Field) part;
        return switch (item.category()) {
            case "DOCUMENT" -> false;
            case "API_CREDENTIAL" -> field.id().equals("credential");
            default -> field.purpose().equals("PASSWORD");
        };
    }
}
