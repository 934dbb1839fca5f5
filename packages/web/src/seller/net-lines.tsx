import type { NetAtPrice } from '@gaveldrop/protocol';
import type { VNode } from 'preact';
import { MoneyLines } from '../app/money-lines.tsx';

/** A hammer price, line by line, down to what its seller gets; and what the buyer pays for it. [M6] */
export function NetLines({ net }: { readonly net: NetAtPrice }): VNode {
  return (
    <div class="net-result" aria-live="polite">
      <MoneyLines
        currency={net.currency}
        lines={[
          { label: 'Hammer price', amountCents: net.hammerPriceCents },
          { label: 'Shipping passed on', amountCents: net.shippingCents },
          { label: 'Commission', amountCents: -net.commissionCents },
          { label: 'Processing', amountCents: -net.processingCents },
          { label: 'Affiliate’s share', amountCents: -net.affiliateCents },
        ]}
        total={{ label: 'You get', amountCents: net.netProceedsCents }}
      />
      <p class="quiet small">By version {net.termsVersion} of the drop’s terms. The buyer pays:</p>
      <MoneyLines
        currency={net.currency}
        lines={[
          { label: 'Hammer price', amountCents: net.hammerPriceCents },
          { label: 'Buyer’s premium', amountCents: net.buyersPremiumCents },
          { label: 'Shipping', amountCents: net.shippingCents },
        ]}
        total={{ label: 'In all', amountCents: net.buyerTotalCents }}
      />
    </div>
  );
}
