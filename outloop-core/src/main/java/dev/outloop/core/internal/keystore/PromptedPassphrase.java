package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import java.io.Console;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A passphrase that a person types once; it is kept until the vault is closed or refuses it. */
final class PromptedPassphrase implements PassphraseSource {

    /** The terminal of the process, without echo. */
    static final Terminal CONSOLE = PromptedPassphrase::askConsole;

    private final String vault;
    private final Terminal terminal;
    private @Nullable Secret typed;

    /** Asks a person. */
    @FunctionalInterface
    interface Terminal {
        /** What was typed, which the caller overwrites; null if nobody can be asked. */
        char @Nullable [] ask(String prompt);
    }

    PromptedPassphrase(String vault, Terminal terminal) {
        this.vault = vault;
        this.terminal = terminal;
    }

    @Override
    public synchronized Secret passphrase(boolean isNew) throws VaultException {
        Secret known = typed;
        if (known == null) {
            known = ask("Passphrase of the vault " + vault + ": ");
            if (isNew) {
                requireSame(known);
            }
            typed = known;
        }
        return known.copy();
    }

    /** A slip in the first passphrase of a store would lock everything away that is put into it. */
    private void requireSame(Secret first) throws VaultException {
        try (Secret second = ask("The same again, for the new vault " + vault + ": ")) {
            if (!first.hasSameValueAs(second)) {
                first.close();
                throw new VaultException(ErrorCode.VAULT_DENIED, "the two passphrases differ; try again");
            }
        }
    }

    // Null still means "no terminal" on the Java versions before 22.
    @SuppressWarnings("SystemConsoleNull")
    private static char @Nullable [] askConsole(String prompt) {
        Console console = System.console();
        return console == null || !isTerminal(console) ? null : console.readPassword("%s", prompt);
    }

    /** Since Java 22 there may be a console over a pipe, where a prompt would eat what is meant for someone else. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private Secret ask(String prompt) throws VaultException {
        char[] answer = terminal.ask(prompt);
        if (answer == null) {
            throw new VaultException(
                    ErrorCode.VAULT_LOCKED,
                    "the vault " + vault + " needs its passphrase from a person at a terminal, and there is none");
        }
        try {
            return Secret.ofUtf8(answer);
        } catch (IllegalArgumentException e) {
            throw new VaultException(ErrorCode.VAULT_DENIED, "the passphrase is not valid text; try again");
        } finally {
            Arrays.fill(answer, '\0');
        }
    }

    @Override
    public synchronized void refused() {
        close();
    }

    @Override
    public synchronized void close() {
        if (typed != null) {
            typed.close();
            typed = null;
        }
    }
}
