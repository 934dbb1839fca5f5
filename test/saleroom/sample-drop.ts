/** A drop whose lots have no clock: each ends by the hammer command, so that no test has to be quick. [C11] */
export const unhurriedDrop = {
  title: 'Night of coins',
  currency: 'EUR',
  ladder: [
    { fromCents: 0, incrementCents: 100 },
    { fromCents: 10_000, incrementCents: 500 },
  ],
  closing: { extension: { mode: 'none' }, fairWarningMs: 3_000 },
  terms: {
    commission: { bands: [{ fromCents: 0, rateBp: 800 }] },
    buyersPremium: { bands: [{ fromCents: 0, rateBp: 500 }] },
    processing: { rateBp: 290, fixedCents: 30, base: 'order-total' },
  },
} as const;

export const sampleLot = { title: 'A gold ducat', sellerId: 'user-sam', startPriceCents: 1_000 } as const;
