package dev.outloop.core.contract;

import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultRequest;

/** A backend that logs in and then asks for the secret; each bad one changes one thing. */
class TokenVault implements VaultBackend {

    final VaultContext context;
    final VaultHttp http;

    TokenVault(VaultContext context) throws VaultException {
        this.context = context;
        this.http = context.http(context.settings().get("url"));
    }

    /** How a backend of this kind is opened. */
    @FunctionalInterface
    interface Opening {
        VaultBackend open(VaultContext context) throws VaultException;
    }

    static VaultBackendProvider provider(Opening opening) {
        return new VaultBackendProvider() {
            @Override
            public String name() {
                return "token";
            }

            @Override
            public SpiVersion spiVersion() {
                return SpiVersion.CURRENT;
            }

            @Override
            public VaultBackend open(VaultContext context) throws VaultException {
                return opening.open(context);
            }
        };
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        try (Secret session = session(request);
                VaultHttpResponse response =
                        send(VaultHttpRequest.get("secrets", request.ref().path())
                                .bearer(session)
                                .deadline(request.deadline())
                                .build())) {
            return Lease.of(response.json().member("value").secret());
        }
    }

    @Override
    public void close() {
        http.close();
    }

    Secret session(VaultRequest request) throws VaultException {
        try (Lease token = context.secret("token");
                VaultHttpResponse response = send(VaultHttpRequest.post("login")
                        .member("token", token.secret())
                        .deadline(request.deadline())
                        .build())) {
            return response.json().member("session").secret();
        }
    }

    VaultHttpResponse send(VaultHttpRequest request) throws VaultException {
        VaultHttpResponse response = http.send(request);
        if (response.status() == 200) {
            return response;
        }
        try (response) {
            throw response.refusal();
        }
    }
}
