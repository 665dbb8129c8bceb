package dev.outloop.core.internal.admit;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.FieldPointer;
import dev.outloop.action.NetworkRule;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ResponseFields;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells definitions apart: SHA-256 over everything that they say, secrets by reference alone. The same over restarts, and
 * in whatever order a configuration has what stands under names.
 */
final class DefinitionHash {

    private final Framed out = new Framed();

    private DefinitionHash(String domain) {
        out.text("dev.outloop.definition.v1:" + domain);
    }

    static String ofServices(Collection<ServiceDefinition> services) {
        DefinitionHash hash = new DefinitionHash("services");
        hash.out.sorted(byName(services, ServiceDefinition::name), (name, service) -> hash.service(service));
        return hash.hex();
    }

    static String ofWorkspaces(Collection<Workspace> workspaces) {
        DefinitionHash hash = new DefinitionHash("workspaces");
        hash.out.sorted(byName(workspaces, Workspace::name), (name, workspace) -> hash.workspace(workspace));
        return hash.hex();
    }

    /** An alias may stand for several accesses, each for other workspaces, so they are in the order of their content. */
    static String ofAccesses(Collection<Access> accesses) {
        DefinitionHash hash = new DefinitionHash("accesses");
        hash.out.list(accesses.stream().map(DefinitionHash::ofAccess).sorted().toList(), hash.out::text);
        return hash.hex();
    }

    /** What one workspace is granted under one alias, with the service as it is. */
    static String ofGrant(
            Workspace workspace,
            Access access,
            Map<String, String> pins,
            Map<String, SecretRef> secrets,
            ServiceDefinition service) {
        DefinitionHash hash = new DefinitionHash("grant");
        hash.workspace(workspace);
        hash.access(access);
        hash.pins(pins);
        hash.secrets(secrets);
        hash.service(service);
        return hash.hex();
    }

    static String ofAction(ActionDefinition action) {
        DefinitionHash hash = new DefinitionHash("action");
        hash.action(action);
        return hash.hex();
    }

    /** Several hashes in one. */
    static String of(String... hashes) {
        DefinitionHash hash = new DefinitionHash("all");
        for (String each : hashes) {
            hash.out.text(each);
        }
        return hash.hex();
    }

    private static String ofAccess(Access access) {
        DefinitionHash hash = new DefinitionHash("access");
        hash.access(access);
        hash.out.sorted(access.grants(), (name, grant) -> {
            hash.out.text(name);
            hash.pins(grant.pins());
            hash.secrets(grant.secrets());
        });
        return hash.hex();
    }

    private void workspace(Workspace workspace) {
        out.text(workspace.name()).text(workspace.tenant().id());
        out.text(workspace.path().map(Path::toString).orElse(null));
    }

    private void access(Access access) {
        out.text(access.alias()).text(access.service()).flag(access.readOnly());
        secrets(access.secrets());
        out.flag(access.ruleRequired()).list(access.limits().stream().sorted().toList(), out::text);
        out.list(access.actions().stream().sorted().toList(), out::text);
        out.list(access.runtimes().stream().sorted().toList(), out::text);
        out.text(access.expiresAt().map(Object::toString).orElse(null));
    }

    private void secrets(Map<String, SecretRef> secrets) {
        out.sorted(secrets, (part, ref) -> out.text(part).text(ref.vault()).list(ref.segments(), out::text));
    }

    private void pins(Map<String, String> pins) {
        out.sorted(pins, (name, value) -> out.text(name).text(value));
    }

    private void service(ServiceDefinition service) {
        ServiceUrl url = service.url();
        out.text(service.name());
        out.text(url.scheme()).text(url.host()).number((long) url.port()).text(url.basePath());
        out.list(service.credentials(), this::credential);
        out.sorted(
                service.pins(), (name, pin) -> out.text(name).text(pin.pattern().orElse(null)));
        out.sorted(service.actions(), (name, action) -> action(action));
        network(service.network());
        limits(service.limits());
    }

    private void credential(CredentialPlacement placement) {
        out.text(placement.part()).text(placement.prefix());
        out.text(placement.header().orElse(null)).text(placement.query().orElse(null));
        out.text(placement.basicUsername().orElse(null));
    }

    private void action(ActionDefinition action) {
        out.text(action.name()).text(action.method()).text(action.path().toString());
        out.list(action.parameters(), this::parameter);
        out.list(action.pins(), this::place);
        out.text(action.body().name()).flag(action.readOnly());
        out.text(action.about().orElse(null));
        response(action.response().orElse(null));
    }

    private void parameter(ParameterDefinition parameter) {
        out.text(parameter.name()).text(parameter.location().name());
        out.text(parameter.type().name()).text(parameter.wireName());
        out.flag(parameter.required()).number((long) parameter.maxChars());
        out.text(parameter.pattern().orElse(null));
        out.number(boxed(parameter.min())).number(boxed(parameter.max()));
        out.text(parameter.audit().name());
        out.number((long) parameter.maxElements());
        out.text(parameter.template().map(Object::toString).orElse(null));
        out.sorted(parameter.queries(), (name, text) -> out.text(name).text(text));
        out.flag(parameter.credentialScope());
    }

    private void place(PinPlace place) {
        out.text(place.pin()).text(place.location().name());
        out.text(place.wireName()).text(place.type().name());
        out.text(place.template().map(Object::toString).orElse(null)).flag(place.required());
    }

    private void response(@Nullable ResponseFields fields) {
        out.flag(fields != null);
        if (fields != null) {
            out.list(fields.include(), this::pointer).list(fields.exclude(), this::pointer);
            out.flag(fields.errorsPass());
        }
    }

    private void pointer(FieldPointer pointer) {
        out.list(pointer.segments(), out::text);
    }

    private void network(NetworkRule network) {
        out.list(network.allowedNetworks(), out::text);
        out.text(network.trustedCertificates().map(Path::toString).orElse(null));
    }

    private void limits(ExchangeLimits limits) {
        out.text(limits.deadline().toString());
        out.number((long) limits.maxRequestBodyBytes()).number(limits.maxResponseBodyBytes());
        out.number((long) limits.maxResponseHeaderBytes()).number((long) limits.maxExpansionRatio());
    }

    private String hex() {
        return hex(out);
    }

    static String hex(Framed out) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(out.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }

    private static <T> Map<String, T> byName(Collection<T> definitions, Function<T, String> name) {
        return definitions.stream()
                .collect(Collectors.toMap(name, Function.identity(), (one, other) -> other, TreeMap::new));
    }
}
