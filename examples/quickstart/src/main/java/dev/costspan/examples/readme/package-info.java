/** The samples that README.md shows, as code that compiles. */
@NullMarked
package dev.costspan.examples.readme;

import org.jspecify.annotations.NullMarked;
