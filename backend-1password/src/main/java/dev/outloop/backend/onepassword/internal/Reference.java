package dev.outloop.backend.onepassword.internal;

import dev.outloop.secret.SecretRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a secret's path means here: {@code vault/item}, {@code vault/item/part} or {@code vault/item/section/part}, each by
 * name or id.
 *
 * @param section null if any will do, or none
 * @param part a field or a file; null for what the item is for
 */
record Reference(
        String vault,
        String item,
        @Nullable String section,
        @Nullable String part) {

    /** Empty if the path has fewer or more parts, so that nothing can be there. */
    static Optional<Reference> of(SecretRef ref) {
        List<String> path = ref.segments();
        return switch (path.size()) {
            case 2 -> Optional.of(new Reference(path.get(0), path.get(1), null, null));
            case 3 -> Optional.of(new Reference(path.get(0), path.get(1), null, path.get(2)));
            case 4 -> Optional.of(new Reference(path.get(0), path.get(1), path.get(2), path.get(3)));
            default -> Optional.empty();
        };
    }
}
