package dev.outloop.core.internal.config;

import dev.outloop.action.NetworkRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where a name may lead and whom its certificate may come from: of a service or of a vault. */
final class NetworkReader {

    private NetworkReader() {}

    static NetworkRule read(@Nullable Value network, Path directory) {
        NetworkRule rule = NetworkRule.publicInternet();
        Fields fields = network == null ? null : network.fields();
        if (fields == null) {
            return rule;
        }
        Value allow = fields.get("allow");
        if (allow != null) {
            List<String> networks = new ArrayList<>();
            for (Value item : allow.items()) {
                String text = item.text();
                if (text != null) {
                    item.standsFor(allow.key() + "#" + text);
                    networks.add(text);
                }
            }
            rule = rule.allowing(networks);
        }
        Value trust = fields.get("trust");
        Path file = trust == null ? null : ConfigReader.path(trust, directory);
        fields.end();
        return file == null ? rule : rule.trusting(file);
    }
}
