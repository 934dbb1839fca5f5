/** Someone who may sign in on this machine; nobody asks for a password. */
export type Person = {
  /** The token's `sub`. */
  readonly sub: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly does: string;
};

/** The people one can be with one tap. */
export const people: readonly Person[] = [
  { sub: 'user-ava', name: 'Ava', groups: ['auctioneers'], does: 'auctioneer' },
  { sub: 'user-bea', name: 'Bea', groups: [], does: 'bidder' },
  { sub: 'user-ben', name: 'Ben', groups: [], does: 'bidder' },
  { sub: 'user-bo', name: 'Bo', groups: [], does: 'bidder' },
  { sub: 'user-sam', name: 'Sam', groups: [], does: 'seller' },
  { sub: 'user-sofia', name: 'Sofia', groups: [], does: 'seller' },
];

const nameLengthMax = 40;

/** Someone else by the name they type: letters, digits, spaces and dashes. Undefined when nothing of it can be a name. */
export function someoneElse(typed: string): Person | undefined {
  const name = typed.trim().slice(0, nameLengthMax);
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (slug === '') return undefined;
  return (
    people.find(({ sub }) => sub === `user-${slug}`) ?? {
      sub: `user-${slug}`,
      name,
      groups: [],
      does: 'bidder',
    }
  );
}
