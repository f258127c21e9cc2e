/** Whether a lane's next call may begin, and what its writes have waited for. */
@NullMarked
package dev.gladhand.application.limit;

import org.jspecify.annotations.NullMarked;
