/** One measured figure: what it came to, and what the parts it stands on allow. */
export type Figure = {
  /** The median of the rounds, in `unit`. */
  readonly value: number;
  /** The median of what it is compared to, in `unit`, measured in the same run. */
  readonly floor: number;
  /** Value to floor. Where both were measured side by side, the median of the rounds' own ratios. */
  readonly ratio: number;
  readonly unit: string;
  readonly rounds: number;
};

/** Figures by name: a bench's own name for its first, and `name.part` for others. */
export type Figures = Readonly<Record<string, Figure>>;

/** What a figure has to keep to. */
export type Bound = { readonly of: 'value' | 'ratio' } & (
  | { readonly atMost: number }
  | { readonly atLeast: number }
);

/** What there is to know of a figure before it is measured. */
export type FigureAbout = {
  /** What the value is, in a few words. */
  readonly what: string;
  /** What the floor is, in a few words. */
  readonly floor: string;
  /** Absent: a figure to read, which is held to nothing. */
  readonly bound?: Bound;
};

/** What a bench is given to measure with. */
export type Measuring = {
  /** How many rounds to take the median of, 1 or more. */
  readonly rounds: number;
  /** Says on stderr how far it is. */
  readonly tell: (line: string) => void;
};

/** One thing that `npm run bench` measures. It runs in a process of its own, and leaves nothing running behind it. */
export type Bench = {
  /** Also the name of its first figure. */
  readonly name: string;
  /** What it measures, in a sentence. */
  readonly about: string;
  /** How many rounds it takes when none are asked for. */
  readonly rounds: number;
  /** All that it measures, by name. */
  readonly figures: Readonly<Record<string, FigureAbout>>;
  /** @throws when it cannot measure; a figure is never guessed. */
  readonly run: (measuring: Measuring) => Promise<Figures>;
};
