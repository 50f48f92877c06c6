/** A driver of Acme Chat. */
package com.example.acme;
