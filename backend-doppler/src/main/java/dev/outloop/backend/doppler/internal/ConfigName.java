package dev.outloop.backend.doppler.internal;

/** Which config of which project secrets lie in. */
record ConfigName(String project, String config) {}
