/**
 * The engine that claims lanes of any kind, prolongs their leases, delivers from them in order, and
 * releases them.
 */
@NullMarked
package dev.gladhand.application.lane;

import org.jspecify.annotations.NullMarked;
