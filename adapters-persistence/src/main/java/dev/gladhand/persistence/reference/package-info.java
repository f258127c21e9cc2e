/** References, and the jobs that refresh them. */
@NullMarked
package dev.gladhand.persistence.reference;

import org.jspecify.annotations.NullMarked;
