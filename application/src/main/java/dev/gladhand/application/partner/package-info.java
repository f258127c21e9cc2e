/** Partners and their clients. */
@NullMarked
package dev.gladhand.application.partner;

import org.jspecify.annotations.NullMarked;
