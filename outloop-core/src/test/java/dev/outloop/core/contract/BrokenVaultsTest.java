package dev.outloop.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.contract.VaultFault;
import dev.outloop.testkit.contract.VaultHttpContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Each of these backends breaks {@link VaultHttpContract} in one way, and the contract says in which. */
class BrokenVaultsTest {

    /** Runs the contract on a backend that a subclass opens. */
    abstract static class Broken implements TokenVaultContract {
        @Override
        public VaultBackendProvider provider() {
            return TokenVault.provider(this::open);
        }

        abstract VaultBackend open(VaultContext context) throws VaultException;
    }

    static class Correct extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context);
        }
    }

    static class QuotesTheAnswer extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                VaultHttpResponse send(VaultHttpRequest request) throws VaultException {
                    VaultHttpResponse response = http.send(request);
                    if (response.status() == 403) {
                        String said = response.json().member("message").text();
                        throw new VaultException(ErrorCode.VAULT_DENIED, "it says " + said);
                    }
                    response.close();
                    return super.send(request);
                }
            };
        }
    }

    static class PrintsTheSession extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                VaultHttpResponse send(VaultHttpRequest request) throws VaultException {
                    if (request.secretHeaders().containsKey("Authorization")) {
                        System.err.println("using " + SESSION.text());
                    }
                    return super.send(request);
                }
            };
        }
    }

    static class AsksAgainAndAgain extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    for (int i = 0; i < 5; i++) {
                        try {
                            return super.lease(request);
                        } catch (VaultException e) {
                            if (!e.code().equals(ErrorCode.VAULT_UNAVAILABLE)) {
                                throw e;
                            }
                        }
                    }
                    return super.lease(request);
                }
            };
        }
    }

    static class DoesNotLeaveItAlone extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                VaultHttpResponse send(VaultHttpRequest request) throws VaultException {
                    try {
                        return super.send(request);
                    } catch (VaultException e) {
                        return super.send(request);
                    }
                }
            };
        }
    }

    static class ForgetsWhenToAskAgain extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                VaultHttpResponse send(VaultHttpRequest request) throws VaultException {
                    try {
                        return super.send(request);
                    } catch (VaultException e) {
                        throw new VaultException(e.code(), e.getMessage());
                    }
                }
            };
        }
    }

    static class TakesDriftForAValue extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    try {
                        return super.lease(request);
                    } catch (VaultException e) {
                        if (e.code().equals(ErrorCode.VAULT_FAILED)) {
                            return context.secret("token");
                        }
                        throw e;
                    }
                }
            };
        }
    }

    static class SaysMissingForDenied extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                VaultHttpResponse send(VaultHttpRequest request) throws VaultException {
                    try {
                        return super.send(request);
                    } catch (VaultException e) {
                        throw e.code().equals(ErrorCode.VAULT_DENIED)
                                ? new VaultException(ErrorCode.SECRET_NOT_FOUND, "missing")
                                : e;
                    }
                }
            };
        }
    }

    static class RemembersAFault extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            AtomicReference<VaultException> first = new AtomicReference<>();
            return new TokenVault(context) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    if (first.get() != null) {
                        throw first.get();
                    }
                    try {
                        return super.lease(request);
                    } catch (VaultException e) {
                        first.set(e);
                        throw e;
                    }
                }
            };
        }
    }

    static class StaysOpen extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                public void close() {
                    // The port stays open.
                }
            };
        }
    }

    static class LeavesAThread extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            Thread thread = new Thread(() -> {
                while (!Thread.interrupted()) {
                    LockSupport.park();
                }
            });
            thread.setDaemon(true);
            thread.start();
            return new TokenVault(context);
        }
    }

    static class WaitsForEver extends Broken {
        @Override
        VaultBackend open(VaultContext context) throws VaultException {
            return new TokenVault(context) {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    return super.lease(
                            VaultRequest.of(request.ref(), request.deadline().plus(Duration.ofDays(1))));
                }
            };
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(QuotesTheAnswer.class, VaultFault.FORBIDDEN, "tells the planted value"),
                arguments(PrintsTheSession.class, VaultFault.NOT_FOUND, "whether the planted value is logged"),
                arguments(AsksAgainAndAgain.class, VaultFault.UNAVAILABLE, "requests with 503"),
                arguments(DoesNotLeaveItAlone.class, VaultFault.THROTTLED, "wants to be left alone"),
                arguments(ForgetsWhenToAskAgain.class, VaultFault.THROTTLED, "how long 429 asks to be left alone"),
                arguments(
                        TakesDriftForAValue.class, VaultFault.OTHER_OBJECT, "another object in answer to POST /login"),
                arguments(SaysMissingForDenied.class, VaultFault.UNAUTHORIZED, "401 in answer to POST /login"),
                arguments(RemembersAFault.class, VaultFault.CUT_OFF, "the question after cut off"));
    }

    /** These are waited for until the contract gives up. */
    static Stream<Arguments> patient() {
        return Stream.of(
                arguments(StaysOpen.class, VaultFault.NOT_FOUND, "connections are open after"),
                arguments(LeavesAThread.class, VaultFault.NOT_FOUND, "is left"),
                arguments(WaitsForEver.class, VaultFault.HUNG, "execution timed out"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenVaultFails(Class<?> vault, VaultFault fault, String because) {
        assertThat(failures(Correct.class, fault)).isEmpty();
        assertThat(failures(vault, fault)).singleElement().asString().contains(because);
    }

    @ParameterizedTest
    @MethodSource("patient")
    @EnabledIfSystemProperty(named = "outloop.full", matches = "true")
    void brokenVaultThatIsWaitedForFails(Class<?> vault, VaultFault fault, String because) {
        brokenVaultFails(vault, fault, because);
    }

    private static List<String> failures(Class<?> vault, VaultFault fault) {
        MethodSelector test = selectMethod(vault, "faultIsHandled", VaultFault.class, Path.class);
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectIteration(test, VaultFault.all().toList().indexOf(fault)))
                .execute();
        assertThat(results.testEvents().finished().count()).isOne();
        return results.testEvents().failed().stream()
                .map(BrokenVaultsTest::messageOf)
                .toList();
    }

    private static String messageOf(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(String::valueOf)
                .orElse("");
    }
}
