/** How Infisical is asked: log-in, requests and answers. */
@NullMarked
package dev.outloop.backend.infisical.internal;

import org.jspecify.annotations.NullMarked;
