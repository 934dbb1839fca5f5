import type { DropId } from '@gaveldrop/units';
import { audienceParameters } from '@gaveldrop/web/app/audience-parameters.ts';
import { dropHash, dropInHash } from '@gaveldrop/web/app/drop-hash.ts';
import { parsePageConfig } from '@gaveldrop/web/app/page-config.ts';
import { signInWords } from '@gaveldrop/web/app/sign-in-words.ts';
import { troubleAt, troubleElsewhere } from '@gaveldrop/web/app/trouble-at.ts';
import { statementHash, statementInHash } from '@gaveldrop/web/seller/statement-hash.ts';
import { describe, expect, test } from 'vitest';

const dropId = '01KJM00000000000000000DRA1' as DropId;

describe('where a page is', () => {
  const config = {
    httpUrl: 'https://api.test/',
    webSocketUrl: 'wss://live.test',
    issuer: 'https://id.test/',
    clientId: 'pages',
    audience: 'https://api.test',
  };

  test('addresses lose the slash at their end; the issuer keeps its spelling, which its tokens carry', () => {
    expect(parsePageConfig(config)).toEqual({ ...config, httpUrl: 'https://api.test' });
  });
  test('where snapshots are cached, and where changes are pushed, are read where there are such places', () => {
    const places = {
      snapshotUrl: 'https://edge.test/',
      feedUrl: 'wss://feed.test/event/realtime',
      feedHost: 'feed.test',
    };
    expect(parsePageConfig({ ...config, ...places })).toEqual({
      ...config,
      httpUrl: 'https://api.test',
      snapshotUrl: 'https://edge.test',
      feed: { url: 'wss://feed.test/event/realtime', host: 'feed.test' },
    });
  });
  test.each(['feedUrl', 'feedHost'])('a feed has an address and a host: without %s it is none', (field) => {
    const places = { feedUrl: 'wss://feed.test/event/realtime', feedHost: 'feed.test', [field]: undefined };
    expect(() => parsePageConfig({ ...config, ...places })).toThrow(`config.json lacks ${field}`);
  });
  test('what is missing is named', () => {
    expect(() => parsePageConfig({ ...config, issuer: undefined })).toThrow('config.json lacks issuer');
    expect(() => parsePageConfig(null)).toThrow('config.json is not an object');
  });
});

describe('a token for our API', () => {
  test('an address is asked for by both names issuers listen to', () => {
    expect(audienceParameters('urn:gaveldrop:api')).toEqual({
      audience: 'urn:gaveldrop:api',
      resource: 'urn:gaveldrop:api',
    });
  });
  test('what is no address may not stand as a resource', () => {
    expect(audienceParameters('4abc7client')).toEqual({ audience: '4abc7client' });
  });
  test('an issuer’s refusal is told in its words', () => {
    expect(signInWords({ error: 'access_denied' })).toBe('Signing in was declined.');
    expect(signInWords({ error: 'invalid_scope', error_description: 'no such scope' })).toBe(
      'Signing in did not work: no such scope',
    );
    expect(signInWords(new Error('the network is down'))).toBe(
      'Signing in did not work: the network is down',
    );
  });
});

describe('what the address shows', () => {
  test('a drop, there and back', () => {
    expect(dropInHash(dropHash(dropId))).toBe(dropId);
    expect(dropInHash('#/drops/not-a-ulid')).toBeUndefined();
    expect(dropInHash('')).toBeUndefined();
  });
  test('a statement, whatever is in its name', () => {
    expect(statementInHash(statementHash('a/b c'))).toBe('a/b c');
    expect(statementInHash('#/statements/%')).toBeUndefined();
  });
});

describe('trouble with a form', () => {
  const trouble = { words: 'must be above the band before it', field: 'ladder[1].fromCents' };

  test('stands beside the field it names, or that holds it', () => {
    expect(troubleAt(trouble, 'ladder')).toBe('must be above the band before it');
    expect(troubleAt(trouble, 'lad')).toBeUndefined();
    expect(troubleAt({ ...trouble, field: 'pictures.0' }, 'pictures')).toBeDefined();
    expect(troubleAt({ words: 'no' }, 'title')).toBeUndefined();
  });
  test('is told once', () => {
    expect(troubleElsewhere(trouble, ['title', 'ladder'])).toBeUndefined();
    expect(troubleElsewhere(trouble, ['title'])).toBe(trouble);
  });
});
