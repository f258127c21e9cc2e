/** Signs events and sends them to the receivers that subscribed. */
@NullMarked
package dev.gladhand.webhooks;

import org.jspecify.annotations.NullMarked;
