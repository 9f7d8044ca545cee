/** What several packages share and no user types. Not API; it changes without notice. */
@NullMarked
package dev.costspan.internal;

import org.jspecify.annotations.NullMarked;
