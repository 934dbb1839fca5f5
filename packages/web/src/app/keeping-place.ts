import type { KeepingPlace } from '@gaveldrop/client';

/** A text under a name in the browser's storage; nothing is kept where the browser does not allow it or has no room. */
export const keepingPlace = (name: string): KeepingPlace => ({
  read() {
    try {
      return localStorage.getItem(name) ?? undefined;
    } catch {
      // A browser told to keep nothing refuses even to be asked.
      return undefined;
    }
  },
  write(text) {
    try {
      localStorage.setItem(name, text);
    } catch {
      // No room, or not allowed: it is there for as long as the page is.
    }
  },
});
