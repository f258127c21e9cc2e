/** What each provider receives. */
@NullMarked
package dev.gladhand.e2e.provider;

import org.jspecify.annotations.NullMarked;
