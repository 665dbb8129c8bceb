package dev.outloop.backend.onepassword.internal;

import dev.outloop.spi.VaultJson;

/** What an item can lend. */
sealed interface Part extends Named {

    /** The id of the section it is in; empty if it is in none. */
    String section();

    /**
     * A field.
     *
     * @param purpose what autofill uses it for, such as {@code PASSWORD}; empty if nothing
     * @param json the field as the server answered it, of use as long as its item is open
     */
    record Field(String id, String name, String section, String type, String purpose, VaultJson json) implements Part {

        /** The specification calls the type {@code TOTP}; the vendor's clients call it {@code OTP}. */
        boolean isOneTime() {
            return type.equals("OTP") || type.equals("TOTP");
        }

        /** Names it; the value is not the field's to tell. */
        @Override
        public String toString() {
            return "Field[" + id + "]";
        }
    }

    /**
     * A file; its content is asked for apart.
     *
     * @param sizeBytes -1 if the server did not say
     */
    record Attachment(String id, String name, String section, long sizeBytes) implements Part {}
}
