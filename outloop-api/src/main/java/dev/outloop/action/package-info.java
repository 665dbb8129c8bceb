/** What may be asked for, what was asked, and what came back. */
@NullMarked
package dev.outloop.action;

import org.jspecify.annotations.NullMarked;
