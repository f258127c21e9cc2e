/** The tables of references and of refresh jobs. */
@NullMarked
package dev.gladhand.persistence.reference;

import org.jspecify.annotations.NullMarked;
