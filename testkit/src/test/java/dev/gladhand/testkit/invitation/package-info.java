@NullMarked
package dev.gladhand.testkit.invitation;

import org.jspecify.annotations.NullMarked;
