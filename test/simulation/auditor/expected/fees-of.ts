import type { Agreement, FeeBand } from '../../observation.ts';

/** Each part of an amount at the rate of the band it lies in, in ten-thousandths. [M2] [M3] */
function byBands(amountCents: number, bands: readonly FeeBand[]): bigint {
  let fee = 0n;
  for (const [place, band] of bands.entries()) {
    const upToCents = bands[place + 1]?.fromCents ?? Number.POSITIVE_INFINITY;
    const partCents = Math.min(amountCents, upToCents) - band.fromCents;
    if (partCents > 0) fee += BigInt(partCents) * BigInt(band.rateBp);
  }
  return fee;
}

/** The nearest whole unit, half up. [M1] */
const whole = (tenThousandths: bigint): number => Number((tenThousandths + 5_000n) / 10_000n);
const rate = (amountCents: number, rateBp: number): number => whole(BigInt(amountCents) * BigInt(rateBp));

export type Fees = {
  readonly premiumCents: number;
  readonly commissionCents: number;
  readonly processingCents: number;
  readonly affiliateCents: number;
};

/** Every fee line of a lot sold at this price. [M1] to [M5] */
export function feesOf(agreement: Agreement, hammerCents: number): Fees {
  const { terms, category, shippingCents, affiliateId } = agreement;
  const { commission, buyersPremium, processing, affiliate } = terms;
  const premiumCents =
    buyersPremium === undefined
      ? 0
      : whole(byBands(hammerCents, buyersPremium.bands)) + (buyersPremium.fixedCents ?? 0);
  const own = Object.entries(commission.byCategory ?? {}).find(([name]) => name === category);
  const byRates = whole(byBands(hammerCents, own?.[1] ?? commission.bands));
  const baseCents = processing.base === 'hammer' ? hammerCents : hammerCents + premiumCents + shippingCents;
  return {
    premiumCents,
    commissionCents: Math.max(byRates, commission.minimumCents ?? 0) + (commission.fixedCents ?? 0),
    processingCents: rate(baseCents, processing.rateBp) + processing.fixedCents,
    affiliateCents:
      affiliate === undefined || affiliateId === undefined ? 0 : rate(hammerCents, affiliate.rateBp),
  };
}
