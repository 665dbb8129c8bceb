package dev.outloop.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretTest {

    private static final String VALUE = "planted-value-4711";

    private final SecretAccess access = InsecureSecretAccess.get();

    @Test
    void opensWithAccessAndTellsNothingElse() {
        Secret secret = Secret.copyOf(bytes());
        assertThat(new String(secret.toByteArray(access), StandardCharsets.UTF_8))
                .isEqualTo(VALUE);
        assertThat(secret.toString()).isEqualTo("Secret[redacted]");
        assertThat(String.format("%s", secret) + secret).doesNotContain(VALUE);
        assertThat(Lease.of(secret).toString()).doesNotContain(VALUE);
    }

    @Test
    void copiesInAndOut() {
        byte[] given = bytes();
        Secret secret = Secret.copyOf(given);
        Arrays.fill(given, (byte) 0);
        byte[] opened = secret.toByteArray(access);
        Arrays.fill(opened, (byte) 0);
        assertThat(secret.toByteArray(access)).isEqualTo(bytes());
    }

    @Test
    void overwritesItsArrayOnClose() throws Exception {
        Secret secret = Secret.copyOf(bytes());
        Field field = Secret.class.getDeclaredField("bytes");
        field.setAccessible(true);
        byte[] held = (byte[]) field.get(secret);
        assertThat(held).isEqualTo(bytes());
        secret.close();
        secret.close();
        assertThat(held).containsOnly(0);
        assertThat(secret.isClosed()).isTrue();
        assertThatThrownBy(() -> secret.toByteArray(access)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCopyLivesOn() {
        Secret secret = Secret.copyOf(bytes());
        Secret copy = secret.copy();
        assertThat(copy.hasSameValueAs(secret)).isTrue();
        secret.close();
        assertThat(copy.toByteArray(access)).isEqualTo(bytes());
    }

    @Test
    void hasIdentityAndNoSerialisedForm() {
        Secret secret = Secret.copyOf(bytes());
        assertThat(secret).isNotEqualTo(Secret.copyOf(bytes()));
        assertThat(secret.hashCode()).isEqualTo(System.identityHashCode(secret));
        assertThat(secret).isNotInstanceOf(Serializable.class).isNotInstanceOf(Comparable.class);
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(secret))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void givesItsBytesToNobodyWithoutAccess() {
        assertThat(Secret.class.getMethods())
                .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
                .filteredOn(method -> method.getReturnType() != void.class
                        && method.getReturnType() != boolean.class
                        && method.getReturnType() != Secret.class)
                .filteredOn(method -> method.getDeclaringClass() == Secret.class)
                .extracting("name")
                .containsExactlyInAnyOrder("toByteArray", "toString");
    }

    @Test
    void readsCharactersAsUtf8AndQuotesNoneOfThem() {
        assertThat(Secret.ofUtf8("k\u00e9y \uD83D\uDE00".toCharArray()).toByteArray(access))
                .isEqualTo("k\u00e9y \uD83D\uDE00".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Secret.ofUtf8((VALUE + "\uD83D").toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(VALUE)
                .hasNoCause();
    }

    @Test
    void aLeaseIsReleasedOnce() {
        int[] released = new int[1];
        Secret secret = Secret.copyOf(bytes());
        Lease lease = Lease.builder(secret)
                .onRelease(() -> released[0]++)
                .version("7")
                .build();
        assertThat(lease.version()).contains("7");
        assertThat(lease.renew()).isEmpty();
        lease.close();
        lease.close();
        assertThat(released[0]).isEqualTo(1);
        assertThat(secret.isClosed()).isTrue();
    }

    private static byte[] bytes() {
        return VALUE.getBytes(StandardCharsets.UTF_8);
    }
}
