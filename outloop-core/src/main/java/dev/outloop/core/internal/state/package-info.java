/** What has to survive a restart beside the trail: small logs of records in one folder under one lock. */
@NullMarked
package dev.outloop.core.internal.state;

import org.jspecify.annotations.NullMarked;
