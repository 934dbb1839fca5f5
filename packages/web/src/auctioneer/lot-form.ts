/** What stands in the form for a new lot, as it was typed. */
export type LotForm = {
  readonly title: string;
  readonly description: string;
  readonly sellerId: string;
  readonly startPrice: string;
  readonly reserve: string;
  readonly estimateLow: string;
  readonly estimateHigh: string;
  readonly picture: string;
  readonly category: string;
  readonly shipping: string;
};

export const emptyLot: LotForm = {
  title: '',
  description: '',
  sellerId: '',
  startPrice: '',
  reserve: '',
  estimateLow: '',
  estimateHigh: '',
  picture: '',
  category: '',
  shipping: '',
};
