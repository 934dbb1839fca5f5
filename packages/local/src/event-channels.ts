/** What a subscription has in common with others on one channel. */
export type Listener = { readonly hear: (event: string) => void };

export type EventChannels = {
  readonly add: (channel: string, listener: Listener) => void;
  readonly remove: (channel: string, listener: Listener) => void;
  /** Hands an event to all who listen to its channel, by its own name or by a wildcard above it. */
  readonly deliver: (channel: string, event: string) => void;
};

/** A channel is one to five parts of letters, digits and inner dashes, each up to fifty long; the first is its namespace. */
const part = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?';
const channelPattern = new RegExp(`^/?(${part}(?:/${part}){0,4})/?$`);
/** Only what is listened to may end in a star, which stands for everything below. */
const wildcardPattern = new RegExp(`^/?(${part}(?:/${part}){0,3}/\\*)$`);

/** A channel without its outer slashes; undefined for what is none. */
export const channelOf = (given: unknown): string | undefined =>
  typeof given === 'string' ? channelPattern.exec(given)?.[1] : undefined;

/** The same for a subscription, which may end in a wildcard. */
export const channelsOf = (given: unknown): string | undefined =>
  channelOf(given) ?? (typeof given === 'string' ? wildcardPattern.exec(given)?.[1] : undefined);

export const namespaceOf = (channel: string): string => channel.split('/')[0] ?? '';

/** Who listens to which channels. */
export function createEventChannels(): EventChannels {
  const listeners = new Map<string, Set<Listener>>();
  return {
    add: (channel, listener) => {
      const there = listeners.get(channel) ?? new Set();
      listeners.set(channel, there.add(listener));
    },
    remove: (channel, listener) => {
      const there = listeners.get(channel);
      there?.delete(listener);
      if (there?.size === 0) listeners.delete(channel);
    },
    deliver: (channel, event) => {
      const parts = channel.split('/');
      const wildcards = parts.slice(1).map((_, at) => `${parts.slice(0, at + 1).join('/')}/*`);
      for (const name of [channel, ...wildcards])
        for (const listener of [...(listeners.get(name) ?? [])]) listener.hear(event);
    },
  };
}
