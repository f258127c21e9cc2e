/** What every request passes before its route: limits, ids, headers, traces and metrics. */
@NullMarked
package dev.gladhand.http.gate;

import org.jspecify.annotations.NullMarked;
