/**
 * Shares what a node has too little of, such as memory, between those who need it, usually
 * partners.
 */
@NullMarked
package dev.gladhand.share;

import org.jspecify.annotations.NullMarked;
