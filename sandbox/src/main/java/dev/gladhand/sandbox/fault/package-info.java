/** Misbehaviour on demand: which request is hit, and by what. */
@NullMarked
package dev.gladhand.sandbox.fault;

import org.jspecify.annotations.NullMarked;
