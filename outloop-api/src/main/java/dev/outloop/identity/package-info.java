/** Who asks: tenants, workspaces, agent runtimes and callers. */
@NullMarked
package dev.outloop.identity;

import org.jspecify.annotations.NullMarked;
