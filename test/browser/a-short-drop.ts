import { createSaleroomHttp } from '@gaveldrop/client';
import type { Saleroom } from '@gaveldrop/local';
import { type NewDrop, type NewLot, newDropSchema, newLotSchema, parseAs } from '@gaveldrop/protocol';
import { assert } from '@gaveldrop/units';

const drop = {
  title: 'Thumb drop',
  currency: 'EUR',
  ladder: [{ fromCents: 100, incrementCents: 100 }],
  closing: {
    durationMs: 60_000,
    extension: { mode: 'reset', windowMs: 10_000, amountMs: 6_000, capMs: 60_000 },
  },
  terms: {
    commission: { bands: [{ fromCents: 0, rateBp: 800 }] },
    buyersPremium: { bands: [{ fromCents: 0, rateBp: 500 }] },
    processing: { rateBp: 290, fixedCents: 30, base: 'order-total' },
  },
};
const lot = {
  title: 'Dragon card',
  pictures: ['/demo/card.svg'],
  sellerId: 'user-sam',
  startPriceCents: 500,
  shippingCents: 350,
};

async function tokenOf(saleroom: Saleroom, sub: string, groups: readonly string[]): Promise<string> {
  const response = await fetch(`${saleroom.issuerUrl}/dev/token`, {
    method: 'POST',
    body: JSON.stringify({ sub, groups }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** A drop that Ava runs, with one lot of Sam's: from 5.00 up by 1.00, shipping 3.50, a late bid leaves 6 s. */
export async function createShortDrop(saleroom: Saleroom): Promise<string> {
  const token = await tokenOf(saleroom, 'user-ava', ['auctioneers']);
  const http = createSaleroomHttp({ httpUrl: saleroom.httpUrl, token: async () => token, fetch });
  const asked = parseAs<NewDrop>(newDropSchema, drop);
  assert(asked.kind === 'valid', 'the drop is in form');
  const { dropId } = await http.createDrop(asked.value);
  const entry = parseAs<NewLot>(newLotSchema, lot);
  assert(entry.kind === 'valid', 'the lot is in form');
  await http.addLot(dropId, entry.value);
  return dropId;
}
