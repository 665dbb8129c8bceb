package dev.outloop.samples.firstproof.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The version of the command line that a command was added to. */
public final class InheritedVersion implements IVersionProvider {

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public InheritedVersion() {}

    @Override
    public String[] getVersion() throws Exception {
        CommandSpec own = spec;
        CommandSpec top = own == null ? null : own.root();
        IVersionProvider provider = top == null || top == own ? null : top.versionProvider();
        return provider == null ? new String[] {"(part of a larger command line)"} : provider.getVersion();
    }
}
