package dev.outloop.backend.onepassword.internal;

/** A vault, an item or a section, as far as a reference needs to know it. */
record Entry(String id, String name) implements Named {}
