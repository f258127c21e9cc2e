/** SuperOffice's Messaging agent, tenant states and system-user login as documented. */
@NullMarked
package dev.gladhand.sandbox.superoffice;

import org.jspecify.annotations.NullMarked;
