package dev.outloop.core.internal.redact;

import dev.outloop.action.HttpField;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a response says of its media type and charset (RFC 9110, section 8.3). Immutable. */
final class ContentType {

    private static final Pattern CHARSET =
            Pattern.compile(";[ \\t]*charset[ \\t]*=[ \\t]*(\"[^\"]*\"|[^;\" \\t]*)", Pattern.CASE_INSENSITIVE);

    private final String mediaType;
    private final @Nullable Charset charset;

    private ContentType(String mediaType, @Nullable Charset charset) {
        this.mediaType = mediaType;
        this.charset = charset;
    }

    static ContentType of(List<HttpField> headers) throws Withheld {
        String mediaType = "";
        Charset charset = null;
        for (HttpField field : headers) {
            if (field.name().equalsIgnoreCase("Content-Type")) {
                mediaType = field.value().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
                Matcher matcher = CHARSET.matcher(field.value());
                while (matcher.find()) {
                    Charset named = named(matcher.group(1).replace("\"", "").strip());
                    requireOneCharset(charset, named);
                    charset = named;
                }
            }
        }
        return new ContentType(mediaType, charset);
    }

    /** In lower case without parameters, or the empty string. */
    String mediaType() {
        return mediaType;
    }

    /** The charset to decode, or null where the bytes are UTF-8, ASCII or of no declared charset. */
    @Nullable
    Charset foreignCharset() {
        boolean asIs =
                charset == null || charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
        return asIs ? null : charset;
    }

    /** The field's value with UTF-8 in place of every declared charset. */
    static String withUtf8(String value) {
        return CHARSET.matcher(value).replaceAll("; charset=utf-8");
    }

    private static void requireOneCharset(@Nullable Charset before, Charset named) throws Withheld {
        if (before != null && !before.equals(named)) {
            throw Withheld.because("the service declared two charsets, so its answer is kept back");
        }
    }

    private static void requireOneReading(Charset charset) throws Withheld {
        if (charset.newDecoder().isAutoDetecting()) {
            throw Withheld.because("the service declared no single charset, so its answer is kept back");
        }
    }

    private static Charset named(String name) throws Withheld {
        try {
            Charset charset = Charset.forName(name);
            requireOneReading(charset);
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Withheld.because("the service used a charset that cannot be read, so its answer is kept back");
        }
    }
}
