/** Account numbers kept from agents: a redactor of a host in one class. */
@NullMarked
package dev.outloop.samples.iban;

import org.jspecify.annotations.NullMarked;
