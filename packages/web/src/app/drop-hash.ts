import { type DropId, isUlid } from '@gaveldrop/units';

/** The part of the address that shows a drop. */
export const dropHash = (dropId: DropId): string => `#/drops/${dropId}`;

/** The drop that the address shows, if it shows one. */
export function dropInHash(hash: string): DropId | undefined {
  const dropId = /^#\/drops\/([^/]+)$/.exec(hash)?.[1];
  return dropId !== undefined && isUlid(dropId) ? (dropId as DropId) : undefined;
}
