package dev.outloop.core.internal.admit;

import dev.outloop.action.PathTemplate.Segment;
import dev.outloop.action.ResourceTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A resource's name in which a pin stands, such as {@code customers/123/campaigns/4}. */
final class ResourceName {

    private static final int MAX_CHARS = 1024;
    private static final int MIN_TOKEN_CHARS = 3;
    private static final Pattern CHOSEN = Pattern.compile("[A-Za-z0-9._~:@-]{1,128}");
    private static final Pattern WHOLE = Pattern.compile("[A-Za-z0-9._~:@=$/_-]+");

    private final ResourceTemplate template;
    private final String token;
    private final Segment pinned;

    ResourceName(ResourceTemplate template) {
        this.template = template;
        StringBuilder before = new StringBuilder();
        Segment found = template.segments().get(0);
        for (Segment segment : template.segments()) {
            if (segment.slot() != null && !segment.slot().equals(ResourceTemplate.ANY)) {
                found = segment;
                break;
            }
            before.append(segment.prefix()).append('/');
            if (segment.slot() != null) {
                before.setLength(0);
            }
        }
        this.pinned = found;
        this.token = (before + found.prefix()).toLowerCase(Locale.ROOT);
    }

    /** Whether the text has the template's form with these pins in it. */
    boolean matches(String text, Map<String, String> pins) {
        List<Segment> segments = template.segments();
        String[] given = text.length() > MAX_CHARS ? new String[0] : text.split("/", -1);
        if (given.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            if (!matches(given[i], segments.get(i), pins)) {
                return false;
            }
        }
        return true;
    }

    /** The name, of a template that leaves nothing to choose. */
    String filled(Map<String, String> pins) {
        StringBuilder name = new StringBuilder();
        for (Segment segment : template.segments()) {
            name.append(name.isEmpty() ? "" : "/").append(segment.prefix());
            name.append(segment.slot() == null ? "" : PinRules.valueOf(pins, segment.slot()));
            name.append(segment.suffix());
        }
        return name.toString();
    }

    /** Whether the text has what stands before the pin, as a segment of its own, and behind it something else. */
    boolean isForeign(String text, Map<String, String> pins) {
        String slot = pinned.slot();
        if (slot == null
                || token.length() < MIN_TOKEN_CHARS
                || !WHOLE.matcher(text).matches()) {
            return false;
        }
        String own = PinRules.valueOf(pins, slot) + pinned.suffix();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(token); at >= 0; at = lower.indexOf(token, at + 1)) {
            boolean begins = at == 0 || lower.charAt(at - 1) == '/';
            String behind = text.substring(at + token.length());
            if (begins && !behind.equals(own) && !behind.startsWith(own + '/')) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String given, Segment segment, Map<String, String> pins) {
        String slot = segment.slot();
        if (slot == null) {
            return given.equals(segment.prefix());
        }
        int fixed = segment.prefix().length() + segment.suffix().length();
        if (given.length() <= fixed || !given.startsWith(segment.prefix()) || !given.endsWith(segment.suffix())) {
            return false;
        }
        String value = given.substring(
                segment.prefix().length(), given.length() - segment.suffix().length());
        return slot.equals(ResourceTemplate.ANY)
                ? CHOSEN.matcher(value).matches() && !value.equals(".") && !value.equals("..")
                : value.equals(PinRules.valueOf(pins, slot));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceName that && template.equals(that.template);
    }

    @Override
    public int hashCode() {
        return template.hashCode();
    }

    @Override
    public String toString() {
        return template.toString();
    }
}
