/**
 * The front door: {@link dev.costspan.Costspan} and the handle of one operation, {@link dev.costspan.MeteredOperation}, whose
 * methods are the eight steps of the data path. It sees every other package; none sees it.
 */
@NullMarked
package dev.costspan;

import org.jspecify.annotations.NullMarked;
