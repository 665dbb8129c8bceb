package dev.outloop.testkit.twin.sample;

import java.util.function.Function;

/** A fixture: what a test does in a twin. */
final class Visit implements Function<String, Object> {

    @Override
    public Object apply(String name) {
        Door door = new Door();
        return name.equals("code") ? door.sharedCode() : door.enter(name);
    }
}
