package dev.outloop.backend.keychain.internal.macos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.outloop.backend.keychain.internal.KeychainBackend;
import dev.outloop.backend.keychain.internal.secretservice.OpenKeychain;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.Counterparts;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The calls as JNA makes them, into a library whose functions are declared as in Apple's headers. */
@EnabledOnOs(OS.LINUX)
@RequireCounterpart("cc")
class NativeFrameworksTest {

    private static final SecretRef REF = SecretRef.parse("os:api/key");

    private Frameworks.Loaded load(Path directory) throws Exception {
        Path source = directory.resolve("frameworks.c");
        try (InputStream in = NativeFrameworksTest.class.getResourceAsStream("/frameworks.c")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        Path library = directory.resolve("libframeworks.so");
        Process compiler = new ProcessBuilder(
                        Counterparts.require("cc").toString(),
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        "" + source)
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        String name = library.toString();
        return new Frameworks.Loaded(
                Native.load(name, CoreFoundation.class),
                Native.load(name, Security.class),
                NativeLibrary.getInstance(name),
                NativeLibrary.getInstance(name));
    }

    @Test
    void argumentsResultsAndMemoryAreThoseOfTheHeaders(@TempDir Path directory) throws Exception {
        Frameworks.Loaded frameworks = load(directory);
        Canary value = Canary.random("native");
        byte[] large = new byte[64 * 1024];
        large[large.length - 1] = 1;
        TestVaultContext context = TestVaultContext.of("os", directory, TestClock.create());
        MacKeychain keychain = new MacKeychain(frameworks, "outloop", false);
        try (OpenKeychain vault = new OpenKeychain(new KeychainBackend(context, keychain), context.clock(), value)) {
            vault.check();
            vault.fails(ErrorCode.SECRET_NOT_FOUND, () -> vault.lend(REF));
            vault.store(REF, value.bytes());
            assertThat(vault.lend(REF)).isEqualTo(value.bytes());
            vault.store(REF, large);
            assertThat(vault.lend(REF)).isEqualTo(large);
            assertThat(vault.list()).containsExactly(REF);
            assertThat(vault.delete(REF)).isTrue();
            assertThat(vault.delete(REF)).isFalse();
            assertThat(vault.list()).isEmpty();
        }
        assertThat(variable(frameworks, "live_objects")).isZero();
        assertThat(variable(frameworks, "dirty_bytes")).isZero();
        assertThat(variable(frameworks, "interaction")).isEqualTo(1);
    }

    private static long variable(Frameworks.Loaded frameworks, String name) {
        return frameworks.cfLibrary().getGlobalVariableAddress(name).getLong(0);
    }
}
