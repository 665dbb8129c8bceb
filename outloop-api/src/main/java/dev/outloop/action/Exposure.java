package dev.outloop.action;

/** What the independent checker found in the bytes that the agent got. This set is closed. */
public enum Exposure {
    /** Every byte was checked and none of the live secrets was found. */
    NONE_FOUND,
    /** A secret was found, or the rest could not be checked; from there on nothing was handed over. */
    WITHHELD,
    /** There was nothing to check, or checking did not come to its end. */
    NOT_CHECKED
}
