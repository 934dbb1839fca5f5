import type {
  Agreement,
  Connected,
  HandlingStarted,
  LotCommitted,
  MessageReceived,
  StoredBid,
  StoredLot,
} from '../observation.ts';
import type { ShownFace } from './expected/face-of.ts';
import type { Told } from './told.ts';

/** A lot as it stood from one commit to the next. */
export type LotState = {
  readonly stored: StoredLot;
  readonly agreement: Agreement;
  readonly fromMs: number;
  /** The observation that brought it, counted. */
  readonly fromStep: number;
  /** When the next change replaced it; infinite for the newest. */
  untilMs: number;
  /** Worked out when it is first needed. */
  face?: ShownFace;
};

/** An accepted bid, with the commit that holds it. */
export type KeptBid = StoredBid & {
  readonly sequence: number;
  readonly committedStep: number;
  readonly handling: string | undefined;
};

/** All that is known of one lot. */
export type LotTrack = {
  readonly lotId: string;
  /** In the order of the commits. */
  readonly states: LotState[];
  /** The first state that was committed under each sequence. */
  readonly bySequence: Map<number, LotState>;
  /** By id; the first that was accepted under it. */
  readonly bids: Map<string, KeptBid>;
  /** At which step each command's id was committed, by the handling that did. */
  readonly commands: Map<string, { readonly step: number; readonly handling: string | undefined }>;
};

/** A message as the gateway had it, parsed; `said` is undefined for what is not a JSON object. */
export type Received = MessageReceived & {
  readonly said: Said | undefined;
  readonly connected: Connected | undefined;
};
/** What a phone's message says, as far as it says it. */
export type Said = {
  readonly action?: string;
  readonly bidId?: string;
  readonly lotId?: string;
  readonly amountCents?: number;
  readonly kind?: 'exact' | 'maximum';
  readonly attempt?: number;
  readonly commandId?: string;
  readonly command?: string;
  readonly sentAtMs?: number;
  readonly have?: Readonly<Record<string, number>>;
  readonly pending?: readonly { readonly bidId: string; readonly lotId: string }[];
};

/** An invocation, with the step at which it began: of two things at one instant, steps tell which was first. */
export type Handling = HandlingStarted & {
  readonly step: number;
  readonly received: Received | undefined;
};

/** What the observations so far say the world is like. */
export type World = {
  nowMs: number;
  /** Observations so far. */
  step: number;
  healedAtMs: number | undefined;
  readonly drops: Map<string, { readonly lotsOpenMax: number; suspendedPaddles: readonly number[] }>;
  readonly agreements: Map<string, Agreement>;
  readonly lots: Map<string, LotTrack>;
  readonly connections: Map<string, Connected>;
  readonly messages: Map<string, Received>;
  readonly handlings: Map<string, Handling>;
  readonly phones: Map<string, { readonly userId: string }>;
  /** The last step at which each connection was registered. */
  readonly registeredStep: Map<string, number>;
};

export const newWorld = (): World => ({
  nowMs: 0,
  step: 0,
  healedAtMs: undefined,
  drops: new Map(),
  agreements: new Map(),
  lots: new Map(),
  connections: new Map(),
  messages: new Map(),
  handlings: new Map(),
  phones: new Map(),
  registeredStep: new Map(),
});

/** One commit, with the lot as it stood before by all earlier commits, whatever the write believed. */
export type Commit = {
  readonly atMs: number;
  readonly step: number;
  readonly lotId: string;
  readonly track: LotTrack;
  /** The state that this commit replaced; none for a creation. */
  readonly before: LotState | undefined;
  readonly after: StoredLot;
  readonly agreement: Agreement;
  readonly by: LotCommitted['by'];
  /** The invocation that wrote it, where it is known. */
  readonly handling: Handling | undefined;
};

/** One answer that a function returned to a socket message. */
export type GivenAnswer = {
  readonly atMs: number;
  readonly clockMs: number;
  readonly text: string;
  readonly told: Told;
  readonly handling: Handling;
  readonly received: Received;
};
