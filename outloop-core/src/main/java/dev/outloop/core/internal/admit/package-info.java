/** First stage: who asks for what, made canonical, or refused. */
@NullMarked
package dev.outloop.core.internal.admit;

import org.jspecify.annotations.NullMarked;
