/** What phones are shown of a lot's asking price: a change gets to them a while after it was made. */
export type AskingSeen = {
  /** A change was committed now. */
  readonly changed: (askingCents: number) => void;
  /** What every phone shows now at the least. */
  readonly now: () => number;
};

/** @param trailMs how long a change takes to all phones. */
export function askingSeen(firstCents: number, trailMs: number, nowMs: () => number): AskingSeen {
  const onTheWay: { readonly askingCents: number; readonly atMs: number }[] = [];
  let shown = firstCents;
  return {
    changed: (askingCents) => void onTheWay.push({ askingCents, atMs: nowMs() }),
    now: () => {
      while (onTheWay[0] !== undefined && onTheWay[0].atMs <= nowMs() - trailMs)
        shown = Math.max(shown, onTheWay.shift()?.askingCents ?? 0);
      return shown;
    },
  };
}
