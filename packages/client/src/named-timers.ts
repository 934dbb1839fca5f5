import type { ClientPorts } from './drop-client-api.ts';

/** Timers by name: setting one again replaces it. */
export type NamedTimers = {
  set(name: string, ms: number, call: () => void): void;
  clear(name: string): void;
};

/** Timers by name over a world that has nameless ones. */
export function namedTimers(after: ClientPorts['after']): NamedTimers {
  const running = new Map<string, { readonly cancel: () => void }>();
  const clear = (name: string): void => {
    const timer = running.get(name);
    running.delete(name);
    timer?.cancel();
  };
  const set = (name: string, ms: number, call: () => void): void => {
    clear(name);
    const timer = {
      cancel: after(ms, () => {
        if (running.get(name) !== timer) return;
        running.delete(name);
        call();
      }),
    };
    running.set(name, timer);
  };
  return { set, clear };
}
