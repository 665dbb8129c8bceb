package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VaultBackendContractTest {

    static class Good implements VaultStoringContract, VaultDeletingContract, VaultListingContract {
        private final InMemoryVault vault = InMemoryVault.create();

        @Override
        public VaultBackendProvider provider() {
            VaultBackendProvider good = vault.provider("good");
            return new VaultBackendProvider() {
                @Override
                public String name() {
                    return good.name();
                }

                @Override
                public SpiVersion spiVersion() {
                    return good.spiVersion();
                }

                @Override
                public VaultBackend open(VaultContext context) throws VaultException {
                    return change(good, context);
                }
            };
        }

        VaultBackend change(VaultBackendProvider good, VaultContext context) throws VaultException {
            return change((InMemoryVault) good.open(context));
        }

        VaultBackend change(InMemoryVault good) {
            return good;
        }
    }

    static class Trims extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    return Lease.of(Secret.ofUtf8(
                            textOf(good.lease(request).secret()).strip().toCharArray()));
                }
            };
        }
    }

    static class AnswersForFolders extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    for (SecretRef ref : good.list(request.deadline())) {
                        if (ref.path().startsWith(request.ref().path() + "/")) {
                            return Lease.of(Secret.copyOf("tree".getBytes(StandardCharsets.UTF_8)));
                        }
                    }
                    return good.lease(request);
                }
            };
        }
    }

    static class JoinsSegments extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    List<String> split = Arrays.asList(
                            String.join("/", request.ref().segments()).split("/"));
                    return good.lease(
                            VaultRequest.of(new SecretRef(request.ref().vault(), split), request.deadline()));
                }
            };
        }
    }

    static class DigestAsVersion extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    Lease lease = good.lease(request);
                    try {
                        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytesOf(lease));
                        return Lease.builder(lease.secret())
                                .version(String.format("v%064x", new BigInteger(1, digest)))
                                .build();
                    } catch (NoSuchAlgorithmException e) {
                        throw new AssertionError(e);
                    }
                }
            };
        }
    }

    /** Two threads that ask at once get each other's answers; a wait for the other makes that certain. */
    static class MixesThreads extends Good {
        private final Thread home = Thread.currentThread();
        private final Exchanger<VaultRequest> mixUp = new Exchanger<>();

        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    return good.lease(Thread.currentThread() == home ? request : swap(mixUp, request));
                }
            };
        }
    }

    static <T> T swap(Exchanger<T> exchanger, T own) {
        try {
            return exchanger.exchange(own, 200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException e) {
            return own;
        }
    }

    static class SharesOneSecret extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                private final Map<SecretRef, Lease> cache = new ConcurrentHashMap<>();

                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    Lease known = cache.get(request.ref());
                    if (known == null) {
                        known = good.lease(request);
                        cache.put(request.ref(), known);
                    }
                    return known;
                }
            };
        }
    }

    static class WrongCodeWhenLate extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    if (request.deadline().isBefore(TestClock.START)) {
                        throw new VaultException(ErrorCode.SECRET_NOT_FOUND, "too late");
                    }
                    return good.lease(request);
                }
            };
        }
    }

    static class LivesOn extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public void close() {}
            };
        }
    }

    static class TellsInToString extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                private volatile String last = "";

                @Override
                public void store(VaultStoreRequest request) throws VaultException {
                    good.store(request);
                    last = textOf(request.value());
                }

                @Override
                public String toString() {
                    return "vault with " + last;
                }
            };
        }
    }

    static class TellsInException extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                private volatile String last = "";

                @Override
                public void store(VaultStoreRequest request) throws VaultException {
                    good.store(request);
                    last = textOf(request.value());
                }

                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    try {
                        return good.lease(request);
                    } catch (VaultException e) {
                        throw new VaultException(e.code(), "near " + last);
                    }
                }
            };
        }
    }

    static class TellsWhenStoringFails extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public void store(VaultStoreRequest request) throws VaultException {
                    try {
                        good.store(request);
                    } catch (VaultException e) {
                        throw new VaultException(e.code(), "not kept: " + textOf(request.value()));
                    }
                }
            };
        }
    }

    static class IgnoresSettings extends Good {
        @Override
        VaultBackend change(VaultBackendProvider good, VaultContext context) throws VaultException {
            return good.open(TestVaultContext.of(context.vaultName(), context.directory(), context.clock()));
        }
    }

    static class KeepsTheFirst extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public void store(VaultStoreRequest request) throws VaultException {
                    if (!good.list(request.deadline()).contains(request.ref())) {
                        good.store(request);
                    }
                }
            };
        }
    }

    static class Forgets extends Good {
        @Override
        VaultBackend change(VaultBackendProvider good, VaultContext context) throws VaultException {
            return InMemoryVault.create().provider("x").open(context);
        }
    }

    static class ClosesWhatIsNotItsOwn extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public void store(VaultStoreRequest request) throws VaultException {
                    good.store(request);
                    request.value().close();
                }
            };
        }
    }

    static class DeletesFolders extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public boolean delete(VaultRequest request) throws VaultException {
                    boolean any = false;
                    for (SecretRef ref : good.list(request.deadline())) {
                        if (ref.path().startsWith(request.ref().path())) {
                            any |= good.delete(VaultRequest.of(ref, request.deadline()));
                        }
                    }
                    return any;
                }
            };
        }
    }

    static class ListsUnderAnotherName extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new PassingVault(good) {
                @Override
                public List<SecretRef> list(Instant deadline) throws VaultException {
                    return good.list(deadline).stream()
                            .map(ref -> new SecretRef("other", ref.segments()))
                            .toList();
                }
            };
        }
    }

    static class Untested extends Good {
        @Override
        VaultBackend change(InMemoryVault good) {
            return new VaultBackend() {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    return good.lease(request);
                }

                @Override
                public void close() {
                    good.close();
                }
            };
        }
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments(Trims.class, "bytesComeBackExactly"),
                arguments(AnswersForFolders.class, "missingIsNotFound"),
                arguments(JoinsSegments.class, "segmentsAreNotPaths"),
                arguments(DigestAsVersion.class, "versionIsNotDerived"),
                arguments(MixesThreads.class, "isThreadSafe"),
                arguments(SharesOneSecret.class, "leasesAreIndependent"),
                arguments(WrongCodeWhenLate.class, "deadlineIsKept"),
                arguments(LivesOn.class, "failsAfterClose"),
                arguments(LivesOn.class, "deletingFailsAfterClose"),
                arguments(LivesOn.class, "listingFailsAfterClose"),
                arguments(LivesOn.class, "storedValueIsNotTold"),
                arguments(TellsInToString.class, "valuesAreNotTold"),
                arguments(TellsInToString.class, "storedValueIsNotTold"),
                arguments(TellsInException.class, "valuesAreNotTold"),
                arguments(TellsWhenStoringFails.class, "storedValueIsNotTold"),
                arguments(IgnoresSettings.class, "unknownSettingIsRefused"),
                arguments(KeepsTheFirst.class, "laterValueReplaces"),
                arguments(Forgets.class, "storedSurvivesReopening"),
                arguments(ClosesWhatIsNotItsOwn.class, "storingLeavesTheSecretOpen"),
                arguments(DeletesFolders.class, "deletesThatOneAlone"),
                arguments(ListsUnderAnotherName.class, "listsNamesNotValues"),
                arguments(Untested.class, "everyAbilityIsTested"));
    }

    @Test
    void goodVaultPasses() {
        assertThat(ContractRun.failures(Good.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badVaultFails(Class<?> implementation, String test) {
        assertThat(ContractRun.failures(implementation)).contains(test);
    }
}
