/** What stands in the form for a new drop, as it was typed. */
export type DropForm = {
  readonly title: string;
  readonly currency: string;
  /** A preset's name, or `own`. */
  readonly ladder: string;
  /** The own ladder, as JSON. */
  readonly ladderBands: string;
  /** `timed`, or `hammer` for lots that end only by the hammer. */
  readonly ending: string;
  readonly durationSeconds: string;
  readonly extension: string;
  readonly windowSeconds: string;
  readonly amountSeconds: string;
  /** Each next extension in percent of the last. */
  readonly shrinkPercent: string;
  /** Empty for none. */
  readonly capSeconds: string;
  readonly commissionPercent: string;
  readonly premiumPercent: string;
  readonly processingPercent: string;
  readonly processingFixed: string;
};

/** A ladder to start from for those who write their own. */
const exampleBands = `[
  { "fromCents": 0, "incrementCents": 100 },
  { "fromCents": 10000, "incrementCents": 500 }
]`;

/** A drop as most would want it. */
export const usualDrop: DropForm = {
  title: '',
  currency: 'USD',
  ladder: 'growing',
  ladderBands: exampleBands,
  ending: 'timed',
  durationSeconds: '60',
  extension: 'reset',
  windowSeconds: '10',
  amountSeconds: '10',
  shrinkPercent: '100',
  capSeconds: '120',
  commissionPercent: '10',
  premiumPercent: '9',
  processingPercent: '2.9',
  processingFixed: '0.30',
};

/** Sets of closing rules to start from. */
export const closingPresets: readonly {
  readonly name: string;
  readonly label: string;
  readonly fields: Partial<DropForm>;
}[] = [
  {
    name: 'minute',
    label: 'A minute a lot, late bids set the clock back to 10 s',
    fields: {
      ending: 'timed',
      durationSeconds: '60',
      extension: 'reset',
      windowSeconds: '10',
      amountSeconds: '10',
      shrinkPercent: '100',
      capSeconds: '120',
    },
  },
  {
    name: 'converging',
    label: 'Half a minute a lot, extensions that grow shorter',
    fields: {
      ending: 'timed',
      durationSeconds: '30',
      extension: 'reset',
      windowSeconds: '10',
      amountSeconds: '10',
      shrinkPercent: '80',
      capSeconds: '90',
    },
  },
  {
    name: 'sudden',
    label: 'Half a minute a lot, no extension',
    fields: { ending: 'timed', durationSeconds: '30', extension: 'none' },
  },
  {
    name: 'hammer',
    label: 'No clock: the auctioneer calls the hammer',
    fields: {
      ending: 'hammer',
      extension: 'reset',
      windowSeconds: '5',
      amountSeconds: '5',
      shrinkPercent: '100',
      capSeconds: '',
    },
  },
];
/** The terms to start from. */
export const termsPresets: readonly {
  readonly name: string;
  readonly label: string;
  readonly fields: Partial<DropForm>;
}[] = [
  {
    name: 'shared',
    label: 'Seller 10 %, buyer 9 %',
    fields: {
      commissionPercent: '10',
      premiumPercent: '9',
      processingPercent: '2.9',
      processingFixed: '0.30',
    },
  },
  {
    name: 'seller',
    label: 'Seller 12 %, nothing on top for the buyer',
    fields: {
      commissionPercent: '12',
      premiumPercent: '0',
      processingPercent: '2.9',
      processingFixed: '0.30',
    },
  },
  {
    name: 'buyer',
    label: 'Buyer 20 %, seller nothing',
    fields: { commissionPercent: '0', premiumPercent: '20', processingPercent: '0', processingFixed: '0' },
  },
];
