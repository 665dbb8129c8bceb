package dev.outloop.backend.onepassword.internal;

import dev.outloop.backend.onepassword.internal.RememberedIds.Place;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the item that a reference names, with as few requests as names may be remembered for. Thread-safe. */
final class ItemFinder {

    private final Failures failures;
    private final RememberedIds remembered;

    ItemFinder(Failures failures, RememberedIds remembered) {
        this.failures = failures;
        this.remembered = remembered;
    }

    /**
     * The item, which the caller closes.
     *
     * @throws VaultException {@code SECRET_NOT_FOUND} or {@code SECRET_AMBIGUOUS}, or as the server fails
     */
    Item find(Exchange exchange, Reference reference) throws VaultException {
        try {
            Optional<Item> item = attempt(exchange, reference);
            if (item.isEmpty()) {
                item = attempt(exchange, reference);
            }
            return requireActive(item.orElseThrow(this::noItem));
        } catch (VaultException e) {
            if (e.code().equals(ErrorCode.VAULT_DENIED)) {
                // What the token may see has changed, so names may stand for something else now.
                remembered.forgetAll();
            }
            throw e;
        }
    }

    /** Empty if the ids that the names stood for lead nowhere; they are forgotten then, and one more attempt is due. */
    private Optional<Item> attempt(Exchange exchange, Reference reference) throws VaultException {
        Place vaultPlace = new Place("", reference.vault());
        String vaultId = vault(exchange, vaultPlace);
        Place itemPlace = new Place(vaultId, reference.item());
        Optional<List<String>> known = remembered.find(itemPlace);
        if (known.isEmpty()) {
            if (Exchange.ID.matcher(reference.item()).matches()) {
                Optional<Item> byId = exchange.item(vaultId, reference.item());
                if (byId.isPresent()) {
                    return byId;
                }
            }
            Optional<List<Entry>> listed = exchange.items(vaultId, reference.item());
            if (listed.isEmpty()) {
                remembered.forget(vaultPlace);
                return Optional.empty();
            }
            known = Optional.of(ids(Named.exactlyNamed(listed.get(), reference.item())));
            remembered.keep(itemPlace, known.get());
        }
        Optional<Item> item = exchange.item(vaultId, only(known.get(), "items", this::noItem));
        if (item.isPresent()
                && item.get().isActive()
                && !Named.differs(item.get().title(), reference.item())) {
            return item;
        }
        // Deleted, archived, moved or renamed since its name was looked up.
        item.ifPresent(Item::close);
        remembered.forget(itemPlace);
        remembered.forget(vaultPlace);
        return Optional.empty();
    }

    private String vault(Exchange exchange, Place place) throws VaultException {
        Optional<List<String>> known = remembered.find(place);
        if (known.isEmpty()) {
            known = Optional.of(ids(Named.meant(exchange.vaults(), place.name())));
            remembered.keep(place, known.get());
        }
        return only(known.get(), "1Password vaults", this::noVault);
    }

    private String only(List<String> ids, String what, Supplier<VaultException> none) throws VaultException {
        if (ids.isEmpty()) {
            throw none.get();
        }
        requireOne(ids, what);
        return ids.get(0);
    }

    private void requireOne(List<String> ids, String what) throws VaultException {
        if (ids.size() > 1) {
            throw failures.ambiguous(what, ids);
        }
    }

    private Item requireActive(Item item) throws VaultException {
        if (!item.isActive()) {
            item.close();
            throw failures.missing("has that item archived or deleted; restore it in 1Password, or name another.");
        }
        return item;
    }

    private VaultException noVault() {
        return failures.missing("has no 1Password vault of that name that its token may read; look at the reference's"
                + " first part, and at the token's vaults.");
    }

    private VaultException noItem() {
        return failures.missing("has no such item in that 1Password vault; look at the reference's second part."
                + " Archived and deleted items are not lent.");
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(Entry::id).toList();
    }
}
