package dev.outloop.core.internal.admit;

import dev.outloop.action.ParameterDefinition;
import dev.outloop.core.internal.admit.CompiledAction.Slot;
import dev.outloop.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of any shape in which pins stand at some places: each of them is judged, whatever element it is in, a required one
 * that is missing is filled in, and no other member or text may name a tenant.
 */
final class PinnedTree {

    private static final int MAX_DEPTH = 16;

    /** One level of the pins' pointers. A node with a pin has none below it. */
    private static final class Node {
        private final Map<String, Node> named = new LinkedHashMap<>();
        private @Nullable Node any;
        private Slot.@Nullable Pin pin;
    }

    private final Node root = new Node();
    private final TenantNames tenants;
    private final int maxElements;

    /** @param pins the places by their pointer, which begins with that of the parameter */
    PinnedTree(ParameterDefinition parameter, Map<String, Slot.Pin> pins, TenantNames tenants) {
        this.tenants = tenants;
        this.maxElements = parameter.maxElements();
        pins.forEach((pointer, pin) -> {
            Node node = root;
            for (String name :
                    pointer.substring(parameter.wireName().length() + 1).split("/", -1)) {
                node = child(node, JsonPlace.unescape(name));
            }
            node.pin = pin;
        });
    }

    /** The same tree with every required pin in it. */
    @Nullable
    Object judge(@Nullable Object tree, Binding binding) throws Refused {
        return new Walk(binding).value(tree, List.of(root), 0);
    }

    static void requireBounded(boolean bounded) throws Refused {
        if (!bounded) {
            throw Refused.of(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "A parameter has more values than its definition takes, or is more than 16 levels deep.");
        }
    }

    /** An array where the pin's pointer has a member would carry it past the place where it is judged. */
    static void requireShape(boolean declared) throws Refused {
        if (!declared) {
            throw refused("has objects and arrays where the places of its pins have them");
        }
    }

    /** A member that a lenient service would take for one in which a pin stands. */
    static void refuseTwin(boolean twin) throws Refused {
        if (twin) {
            throw refused("names an account only where the action declares it, spelled as it is declared");
        }
    }

    static void requirePresent(boolean present) throws Refused {
        if (!present) {
            throw Refused.of(
                    ErrorCode.PARAMETER_MISSING,
                    "A resource's name that the action requires is not in the body, and the broker cannot make it up.");
        }
    }

    private static Node child(Node parent, String name) {
        if (!name.equals(JsonPlace.ANY)) {
            return parent.named.computeIfAbsent(name, any -> new Node());
        }
        Node known = parent.any == null ? new Node() : parent.any;
        parent.any = known;
        return known;
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.BODY_REFUSED, "Mend the body: an accepted one " + rule + ".");
    }

    /** One judgement. One thread. */
    private final class Walk {
        private final Binding binding;
        private int elements;

        Walk(Binding binding) {
            this.binding = binding;
        }

        @Nullable
        Object value(@Nullable Object tree, Collection<Node> nodes, int depth) throws Refused {
            requireBounded(++elements <= maxElements && depth <= MAX_DEPTH);
            boolean pinned = false;
            for (Node node : nodes) {
                if (node.pin != null) {
                    pinned = true;
                    node.pin.requireIn(tree, binding);
                } else if (depth > 0 || !node.named.isEmpty() || node.any != null) {
                    requireShape(tree instanceof Map<?, ?> || (tree instanceof List<?> && node.named.isEmpty()));
                }
            }
            if (tree instanceof Map<?, ?> object) {
                return object(object, nodes, depth);
            }
            if (tree instanceof List<?> array) {
                List<@Nullable Object> items = new ArrayList<>();
                List<Node> below = below(nodes, null);
                for (Object item : array) {
                    items.add(value(item, below, depth + 1));
                }
                return items;
            }
            PinRules.refuseForeignResource(
                    !pinned && tree instanceof String text && tenants.isForeign(text, binding.pins()));
            return tree;
        }

        private Map<String, @Nullable Object> object(Map<?, ?> object, Collection<Node> nodes, int depth)
                throws Refused {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (Map.Entry<?, ?> member : object.entrySet()) {
                String name = (String) member.getKey();
                List<Node> below = below(nodes, name);
                refuseTwin(isTwin(nodes, name, below));
                PinRules.refuseForeignResource(tenants.isForeign(name, binding.pins()));
                members.put(name, value(member.getValue(), below, depth + 1));
            }
            for (Node node : nodes) {
                fill(node, members);
            }
            return members;
        }

        private void fill(Node node, Map<String, @Nullable Object> members) throws Refused {
            for (Map.Entry<String, Node> each : node.named.entrySet()) {
                Slot.Pin pin = each.getValue().pin;
                if (members.containsKey(each.getKey())
                        || (pin != null && !pin.place().required())) {
                    continue;
                }
                if (pin != null) {
                    requirePresent(pin.isKnown());
                    members.put(
                            each.getKey(),
                            JsonPlace.typed(pin.value(binding), pin.place().type()));
                } else {
                    Map<String, @Nullable Object> around = new LinkedHashMap<>();
                    fill(each.getValue(), around);
                    if (!around.isEmpty()) {
                        members.put(each.getKey(), around);
                    }
                }
            }
        }

        private boolean isTwin(Collection<Node> nodes, String name, List<Node> below) {
            String folded = FoldedName.of(name);
            for (Node node : nodes) {
                for (String known : node.named.keySet()) {
                    if (!known.equals(name) && FoldedName.of(known).equals(folded)) {
                        return true;
                    }
                }
            }
            boolean declared = below.stream().anyMatch(node -> node.pin != null)
                    || nodes.stream().anyMatch(node -> node.named.containsKey(name));
            return !declared && tenants.includes(name);
        }

        /** The nodes of a member, or of an element. */
        private List<Node> below(Collection<Node> nodes, @Nullable String name) {
            List<Node> below = new ArrayList<>();
            for (Node node : nodes) {
                Node named = name == null ? null : node.named.get(name);
                if (named != null) {
                    below.add(named);
                }
                if (node.any != null) {
                    below.add(node.any);
                }
            }
            return below;
        }
    }
}
