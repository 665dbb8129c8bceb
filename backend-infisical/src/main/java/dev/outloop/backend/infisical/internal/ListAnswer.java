package dev.outloop.backend.infisical.internal;

import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which secrets there are; values, should there be any, are not touched. */
final class ListAnswer {

    private ListAnswer() {}

    /** The references of the shared secrets below that folder, without those that no reference can name. */
    static List<SecretRef> references(String vaultName, VaultJson answer, String root) throws VaultException {
        Set<SecretRef> references = new LinkedHashSet<>();
        for (VaultJson secret : answer.member("secrets").items()) {
            Optional<VaultJson> type = secret.find("type");
            Optional<VaultJson> folder = secret.find("secretPath");
            if (type.isEmpty() || type.get().text().equals("shared")) {
                List<String> segments =
                        below(root, folder.isPresent() ? folder.get().text() : root);
                segments.add(secret.member("secretKey").text());
                if (segments.stream().allMatch(Place::isName)) {
                    references.add(new SecretRef(vaultName, segments));
                }
            }
        }
        return List.copyOf(references);
    }

    /** An empty segment, which no name is, stands for a folder that is elsewhere. */
    private static List<String> below(String root, String folder) {
        String prefix = root.endsWith("/") ? root : root + "/";
        List<String> segments = new ArrayList<>();
        if (!folder.equals(root)) {
            segments.addAll(
                    folder.startsWith(prefix)
                            ? List.of(folder.substring(prefix.length()).split("/", -1))
                            : List.of(""));
        }
        return segments;
    }
}
