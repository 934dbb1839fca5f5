import { describe, expect, test } from 'vitest';
import {
  groupsIn,
  nameFromClaims,
  personFromClaims,
} from '../../../functions/src/http/person-from-claims.ts';

describe('groups as the gateway hands them on', () => {
  test.each([
    ['[auctioneers sellers]', ['auctioneers', 'sellers']],
    ['[auctioneers]', ['auctioneers']],
    ['[]', []],
    ['auctioneers', ['auctioneers']],
    ['auctioneers,sellers', ['auctioneers', 'sellers']],
    ['auctioneers sellers', ['auctioneers', 'sellers']],
    ['', []],
    [
      ['auctioneers', 'sellers'],
      ['auctioneers', 'sellers'],
    ],
    [undefined, []],
    [null, []],
    [7, []],
    [{ auctioneers: true }, []],
  ])('%j', (claim, groups) => {
    expect(groupsIn(claim)).toEqual(groups);
  });
});

describe('who a token says is asking', () => {
  test('an auctioneer is in the group of that very name', () => {
    const person = (groups: unknown) => personFromClaims({ sub: 'user-ava', groups }, 'groups');
    expect(person('[sellers auctioneers]')).toEqual({ userId: 'user-ava', auctioneer: true });
    expect(person('[not-auctioneers auctioneers2 Auctioneers]')).toEqual({
      userId: 'user-ava',
      auctioneer: false,
    });
    expect(person(undefined)).toEqual({ userId: 'user-ava', auctioneer: false });
  });

  test('the group is read from the claim that was named, and no other', () => {
    const claims = { sub: 'user-ava', groups: '[auctioneers]', 'cognito:groups': '[sellers]' };
    expect(personFromClaims(claims, 'cognito:groups')?.auctioneer).toBe(false);
    expect(personFromClaims(claims, 'groups')?.auctioneer).toBe(true);
  });

  test.each([
    ['nobody', undefined],
    ['no subject', {}],
    ['an empty subject', { sub: '' }],
    ['a subject that is a number', { sub: 7 }],
    ['a subject that would part a key', { sub: 'ava#2' }],
    ['a subject with a control character', { sub: 'ava\n' }],
    ['a subject of 129 characters', { sub: 'a'.repeat(129) }],
  ])('%s is nobody', (_, claims) => {
    expect(personFromClaims(claims, 'groups')).toBeUndefined();
  });

  test('a name is what the token says, cut to 80 characters', () => {
    expect(nameFromClaims({ name: 'Ava' })).toBe('Ava');
    expect(nameFromClaims({ name: 'A'.repeat(81) })).toBe('A'.repeat(80));
    expect(nameFromClaims({ name: 7 })).toBeUndefined();
    expect(nameFromClaims(undefined)).toBeUndefined();
  });
});
