/** A text that went over a socket, and when, by this machine's clock. */
export type Utterance = { readonly atMs: number; readonly text: string };

/** Everything one person's sockets sent and heard, in order. */
export type Transcript = {
  readonly sent: readonly Utterance[];
  readonly heard: readonly Utterance[];
};

/** Writes a transcript down while it happens. */
export type Scribe = {
  onSent(text: string): void;
  onHeard(text: string): void;
  transcript(): Transcript;
};

/** One copy of each text: what is pushed to a hundred people is kept once. */
export type TextPool = (text: string) => string;

export function textPool(): TextPool {
  const known = new Map<string, string>();
  return (text) => {
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    known.set(text, text);
    return text;
  };
}

/** A scribe for one person. It only notes: reading can wait until nobody is bidding any more. */
export function scribe(nowMs: () => number, pool: TextPool): Scribe {
  const sent: Utterance[] = [];
  const heard: Utterance[] = [];
  return {
    onSent: (text) => sent.push({ atMs: nowMs(), text }),
    onHeard: (text) => heard.push({ atMs: nowMs(), text: pool(text) }),
    transcript: () => ({ sent, heard }),
  };
}
