/** The lane engine, which claims, prolongs, drives, wakes and releases lanes of any kind. */
@NullMarked
package dev.gladhand.application.lane;

import org.jspecify.annotations.NullMarked;
