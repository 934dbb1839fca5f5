import type { VNode } from 'preact';
import { dropInHash } from '../app/drop-hash.ts';
import { useHash } from '../app/use-hash.ts';
import { DropChoice } from './drop-choice.tsx';
import { DropRoom } from './drop-room.tsx';

/** The bidder's page: choose a drop, or be in one. */
export function BidderPage(): VNode {
  const dropId = dropInHash(useHash());
  if (dropId === undefined) return <DropChoice />;
  return <DropRoom key={dropId} dropId={dropId} />;
}
