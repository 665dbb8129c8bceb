/** Fourth stage: the credential, from its vault, fit for its place. */
@NullMarked
package dev.outloop.core.internal.lease;

import org.jspecify.annotations.NullMarked;
